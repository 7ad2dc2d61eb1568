package org.countersign.acceptance.container;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import org.assertj.core.api.Assertions;
import org.countersign.acceptance.product.Product;
import org.jboss.arquillian.container.test.api.Testable;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * The built EAR and, beside its own web module, one with all in-container test classes: the
 * product's pages refuse a caller without an agency's host name, as they should.
 */
final class TestArchive {

    static final String CONTEXT = "/acceptance-tests";

    private static final String DESCRIPTOR = "META-INF/application.xml";

    private TestArchive() {}

    static EnterpriseArchive product() {
        var ear =
                ShrinkWrap.create(ZipImporter.class, "countersign.ear")
                        .importFrom(Product.ear().toFile())
                        .as(EnterpriseArchive.class);
        String modules = text(ear);
        ear.delete(DESCRIPTOR);
        return ear.addAsModule(tests())
                .addAsManifestResource(
                        new StringAsset(
                                modules.replace(
                                        "</web>\n  </module>",
                                        """
                                        </web>
                                          </module>
                                          <module>
                                            <web>
                                              <web-uri>acceptance-tests.war</web-uri>
                                              <context-root>%s</context-root>
                                            </web>
                                          </module>"""
                                                .formatted(CONTEXT))),
                        "application.xml");
    }

    private static WebArchive tests() {
        return Testable.archiveToTest(
                ShrinkWrap.create(WebArchive.class, "acceptance-tests.war")
                        .addPackage(TestArchive.class.getPackage())
                        .addAsLibraries(jarOf(Assertions.class))
                        .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml"));
    }

    private static String text(EnterpriseArchive ear) {
        try (var in = ear.get(DESCRIPTOR).getAsset().openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static File jarOf(Class<?> type) {
        try {
            return new File(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
