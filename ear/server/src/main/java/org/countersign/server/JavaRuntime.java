package org.countersign.server;

import java.nio.file.Path;

/** The Java that runs the launcher runs its Java children too. */
final class JavaRuntime {

    private static final int WANTED = 17;

    private JavaRuntime() {}

    static String program() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    static void check() {
        int running = Runtime.version().feature();
        if (running != WANTED) {
            throw new StartFailure(
                    "Countersign runs on Java "
                            + WANTED
                            + ", this is Java "
                            + running
                            + "; set JAVA_HOME to one.");
        }
    }
}
