package org.countersign.server;

import java.nio.file.Path;
import java.util.List;

/** The Java that runs the launcher runs its Java children too. */
final class JavaRuntime {

    private static final int WANTED = 17;

    private JavaRuntime() {}

    static String program() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** A demo is used for minutes: the fast compiler alone makes it start and answer sooner. */
    static List<String> compiler(boolean demo) {
        return demo ? List.of("-XX:TieredStopAtLevel=1") : List.of();
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
