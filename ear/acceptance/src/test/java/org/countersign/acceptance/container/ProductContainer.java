package org.countersign.acceptance.container;

import java.net.URI;
import java.nio.file.Path;
import org.countersign.acceptance.product.Product;
import org.jboss.arquillian.container.spi.client.container.ContainerConfiguration;
import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.container.spi.client.container.DeploymentException;
import org.jboss.arquillian.container.spi.client.protocol.ProtocolDescription;
import org.jboss.arquillian.container.spi.client.protocol.metadata.HTTPContext;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.arquillian.container.spi.client.protocol.metadata.Servlet;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;

/**
 * Uses the server that runs already. All classes share one archive, so it is deployed once and
 * stays; the product's own application returns when another test asks for it.
 */
public final class ProductContainer implements DeployableContainer<ProductContainer.Nothing> {

    /** There is nothing to configure: the launcher knows its ports. */
    public static final class Nothing implements ContainerConfiguration {
        @Override
        public void validate() {
            // nothing to validate
        }
    }

    private static final Path EXPORTED = Product.target().resolve("countersign-with-tests.ear");

    private boolean exported;

    @Override
    public Class<Nothing> getConfigurationClass() {
        return Nothing.class;
    }

    @Override
    public ProtocolDescription getDefaultProtocol() {
        return new ProtocolDescription("Servlet 5.0");
    }

    @Override
    public ProtocolMetaData deploy(Archive<?> archive) throws DeploymentException {
        if (!exported) {
            archive.as(ZipExporter.class).exportTo(EXPORTED.toFile(), true);
            exported = true;
        }
        try {
            URI server = Product.running(EXPORTED).application();
            return new ProtocolMetaData()
                    .addContext(
                            new HTTPContext(server.getHost(), server.getPort())
                                    .add(
                                            new Servlet(
                                                    "ArquillianServletRunnerEE9",
                                                    TestArchive.CONTEXT)));
        } catch (IllegalStateException e) {
            throw new DeploymentException(e.getMessage(), e);
        }
    }

    @Override
    public void undeploy(Archive<?> archive) {
        // the next class needs it, and the next test of the product replaces it
    }
}
