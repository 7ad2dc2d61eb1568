package org.countersign.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Starts child processes and keeps their marks; once closed it starts no more. */
final class Children {

    /**
     * A terminal sends Ctrl-C and hang-up to the whole group: the children ignore both, so that it
     * is the launcher alone which stops them, in its order.
     */
    private static final List<String> DEAF_TO_THE_TERMINAL =
            List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "countersign");

    private static final long EXEC_POLLS = 400;

    private final Orphans orphans;
    private final Consumer<String> unexpectedEnd;
    private boolean closed;

    /**
     * @param unexpectedEnd told the name of a child that ended although nobody stopped it
     */
    Children(Orphans orphans, Consumer<String> unexpectedEnd) {
        this.orphans = orphans;
        this.unexpectedEnd = unexpectedEnd;
    }

    synchronized void close() {
        closed = true;
    }

    synchronized boolean closed() {
        return closed;
    }

    /** Starts a child whose standard error goes to the log; its output too unless it is wanted. */
    synchronized Process start(
            String name,
            List<String> command,
            Map<String, String> environment,
            Path log,
            boolean talks)
            throws IOException {
        if (closed) {
            throw new StartFailure("The start was stopped.");
        }
        var line = new ArrayList<>(DEAF_TO_THE_TERMINAL);
        line.addAll(command);
        var builder = new ProcessBuilder(line);
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        if (!talks) {
            builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        }
        Process process = builder.start();
        awaitExec(process);
        adopt(name, process.toHandle());
        return process;
    }

    /** Takes a process that a command of ours has started in the background. */
    synchronized void adopt(String name, ProcessHandle process) {
        orphans.remember(name, process);
        process.onExit()
                .thenRun(
                        () -> {
                            if (!closed()) {
                                unexpectedEnd.accept(name);
                            }
                        });
    }

    /** Ends a child and waits for it. */
    void stop(String name, ProcessHandle process) {
        Orphans.end(process);
        orphans.forget(name);
    }

    void forget(String name) {
        orphans.forget(name);
    }

    /** The mark must name the real program, not the shell that is about to become it. */
    private static void awaitExec(Process process) {
        try {
            for (int i = 0; i < EXEC_POLLS && process.isAlive(); i++) {
                String command = process.info().command().orElse("");
                if (!command.isEmpty() && !command.endsWith("sh")) {
                    return;
                }
                Thread.sleep(5);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
