package org.countersign.web.shell;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.TreeSet;
import java.util.zip.CRC32;

/**
 * A short print of all our style sheets, scripts and icons: the same on every node of a cluster.
 */
@Named
@ApplicationScoped
public class ResourceVersion {

    private static final String FOLDER = "/resources/countersign/";

    @Inject ServletContext servlet;
    private String value;

    @PostConstruct
    void read() {
        var print = new CRC32();
        for (String path : new TreeSet<>(servlet.getResourcePaths(FOLDER))) {
            if (path.endsWith("/")) {
                continue;
            }
            try (InputStream file = servlet.getResourceAsStream(path)) {
                print.update(file.readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(path, e);
            }
        }
        value = Long.toHexString(print.getValue());
    }

    public String getValue() {
        return value;
    }
}
