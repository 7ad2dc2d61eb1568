package org.countersign.server.child;

import fish.payara.micro.BootstrapException;
import fish.payara.micro.PayaraMicro;
import fish.payara.micro.PayaraMicroRuntime;
import java.io.BufferedReader;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/**
 * Boots Payara Micro by its API and then obeys one-line commands on standard input: {@code deploy
 * name file}, {@code undeploy name}, {@code stop} and {@code halt}, which does without the JVM's
 * own work at its end. Each is answered by one line on standard output; everything else goes to
 * standard error. The end of the input is a stop: a launcher that was killed leaves no server
 * behind.
 *
 * <p>An EAR can only be deployed after the boot: as a part of it, Payara's status report fails on
 * an EJB module's missing context root.
 */
public final class ServerProcess {

    public static final String BOOTED = "booted";
    public static final String DONE = "done";
    public static final String FAILED = "failed";

    private static final int LONG_ENOUGH = 400;

    private final PrintStream answers;
    private final PayaraMicroRuntime server;
    private final AtomicReference<String> lastSevere = new AtomicReference<>("");
    private final Handler listener = new FailureListener();

    private ServerProcess(PrintStream answers, PayaraMicroRuntime server) {
        this.answers = answers;
        this.server = server;
    }

    public static void main(String[] arguments) {
        var answers =
                new PrintStream(
                        new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        System.setOut(System.err);
        try {
            var process = new ServerProcess(answers, boot());
            answers.println(BOOTED);
            boolean atOnce = process.obey();
            process.server.shutdown();
            if (atOnce) {
                Runtime.getRuntime().halt(0);
            }
        } catch (BootstrapException | IOException | RuntimeException e) {
            e.printStackTrace();
            answers.println(FAILED + " " + oneLine(e));
            System.exit(1);
        }
        System.exit(0);
    }

    private static PayaraMicroRuntime boot() throws BootstrapException {
        int port = Integer.parseInt(System.getenv("COUNTERSIGN_HTTP_PORT"));
        PayaraMicro micro = PayaraMicro.getInstance();
        micro.setPrintLogo(false);
        micro.setNoCluster(true);
        micro.setHttpPort(port);
        micro.setInstanceName("countersign");
        micro.setRootDir(new File(System.getProperty("fish.payara.micro.UnpackDir")));
        micro.setPreBootHandler(
                commands -> {
                    String listeners =
                            "configs.config.server-config.network-config.network-listeners.network-listener.";
                    commands.run("set", listeners + "http-listener.address=127.0.0.1");
                    commands.run("set", "hazelcast-runtime-configuration.interface=127.0.0.1");
                    commands.run(
                            "set",
                            "configs.config.server-config.network-config.protocols.protocol.http-listener.http.server-header=false");
                });
        return micro.bootStrap();
    }

    private boolean obey() throws IOException {
        var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            String[] words = line.strip().split(" ", 3);
            switch (words[0]) {
                case "deploy" -> answers.println(deploy(words[1], new File(words[2])));
                case "undeploy" -> answers.println(undeploy(words[1]));
                case "stop" -> {
                    return false;
                }
                case "halt" -> {
                    return true;
                }
                default -> answers.println(FAILED + " unknown command");
            }
        }
        return true;
    }

    private String deploy(String name, File archive) {
        Logger root = Logger.getLogger("");
        lastSevere.set("");
        root.addHandler(listener);
        try {
            if (server.deploy(name, "", archive) && loaded(name)) {
                return DONE;
            }
            String cause = lastSevere.get();
            return FAILED + " " + (cause.isEmpty() ? archive + " was refused" : cause);
        } catch (ReflectiveOperationException | RuntimeException e) {
            e.printStackTrace();
            return FAILED + " " + oneLine(e);
        } finally {
            root.removeHandler(listener);
        }
    }

    /**
     * Payara answers "deployed" and lists the name even when loading failed; its registry of
     * running applications, which its API does not show, tells the truth.
     */
    private static boolean loaded(String name) throws ReflectiveOperationException {
        Class<?> globals = Class.forName("org.glassfish.internal.api.Globals");
        Class<?> registryType = Class.forName("org.glassfish.internal.data.ApplicationRegistry");
        Object registry = globals.getMethod("get", Class.class).invoke(null, registryType);
        return registryType.getMethod("get", String.class).invoke(registry, name) != null;
    }

    private String undeploy(String name) {
        try {
            server.undeploy(name);
            return DONE;
        } catch (RuntimeException e) {
            e.printStackTrace();
            return FAILED + " " + oneLine(e);
        }
    }

    private static String oneLine(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return shortened(root.toString());
    }

    private static String shortened(String text) {
        String line =
                text.lines()
                        .map(String::strip)
                        .filter(l -> !l.isEmpty())
                        .collect(Collectors.joining(" "));
        return line.length() > LONG_ENOUGH ? line.substring(0, LONG_ENOUGH) + "..." : line;
    }

    /** Remembers the last thing that went wrong while an archive was deployed. */
    private final class FailureListener extends Handler {

        @Override
        public void publish(LogRecord record) {
            if (record.getLevel().intValue() >= Level.SEVERE.intValue()) {
                lastSevere.set(
                        record.getThrown() != null
                                ? oneLine(record.getThrown())
                                : shortened(String.valueOf(record.getMessage())));
            }
        }

        @Override
        public void flush() {
            // nothing kept
        }

        @Override
        public void close() {
            // nothing kept
        }
    }
}
