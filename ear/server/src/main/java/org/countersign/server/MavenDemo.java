package org.countersign.server;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Runs the built distribution as a demo inside {@code ./mvnw -Pdemo}: Maven's own process waits
 * here until everything has stopped, however it is ended.
 */
public final class MavenDemo {

    private MavenDemo() {}

    /**
     * @param arguments the distribution's folder and the data directory to use when the environment
     *     names none
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(Path.of(arguments[0], "bin", "countersign").toString());
        builder.environment().put("COUNTERSIGN_MODE", "demo");
        builder.environment().putIfAbsent("COUNTERSIGN_DATA", arguments[1]);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process launcher = builder.inheritIO().start();
        var hook = new Thread(() -> end(launcher), "stop");
        Runtime.getRuntime().addShutdownHook(hook);
        int code = launcher.waitFor();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            return; // Maven was told to end, and so the hook has ended the launcher
        }
        if (code != 0) {
            // its one sentence is the last that is read, not Maven's report of an exception
            System.exit(code);
        }
    }

    private static void end(Process launcher) {
        launcher.destroy();
        try {
            launcher.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
