package org.countersign.acceptance.product;

import java.io.IOException;

/** What can happen to the product's Keycloak while people are at work. */
public final class Keycloak {

    private Keycloak() {}

    /** Something that is tried meanwhile. */
    public interface Meanwhile<X extends Exception> {
        void tried() throws X;
    }

    /** It still takes connections, and answers nothing. */
    public static <X extends Exception> void whileItHangs(Meanwhile<X> meanwhile) throws X {
        long process = Product.running().part("keycloak").pid();
        signal(process, "STOP");
        try {
            meanwhile.tried();
        } finally {
            signal(process, "CONT");
        }
    }

    /** It is gone at once; connections are refused. The launcher starts it again. */
    public static void dies() {
        ProcessHandle process = Product.running().part("keycloak");
        process.destroyForcibly();
        process.onExit().join();
    }

    private static void signal(long process, String signal) {
        try {
            int code =
                    new ProcessBuilder("kill", "-" + signal, Long.toString(process))
                            .inheritIO()
                            .start()
                            .waitFor();
            if (code != 0) {
                throw new IllegalStateException("kill -" + signal + ": " + code);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
