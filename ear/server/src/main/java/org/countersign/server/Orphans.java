package org.countersign.server;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The processes this installation started, on disk, so that the start after a hard kill finds what
 * was left. A process counts as ours only while its start time and its command are the recorded
 * ones: a process id alone is reused by the system.
 */
final class Orphans {

    private static final int PATIENCE_SECONDS = 15;

    /** What tells one process from every other that ever had its id. */
    record Mark(long pid, String start, String command) {

        static Mark of(ProcessHandle process) {
            return new Mark(process.pid(), startOf(process), process.info().command().orElse(""));
        }

        /** The process, if it still is the one that was marked. */
        Optional<ProcessHandle> find() {
            return ProcessHandle.of(pid)
                    .filter(ProcessHandle::isAlive)
                    .filter(p -> !start.isEmpty() && of(p).equals(this));
        }

        /**
         * Boot id and clock ticks since boot, where the system has them: they do not move when
         * somebody sets the clock.
         */
        private static String startOf(ProcessHandle process) {
            Path stat = Path.of("/proc", Long.toString(process.pid()), "stat");
            try {
                String line = Files.readString(stat);
                String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
                return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip()
                        + ":"
                        + fields[19];
            } catch (IOException | IndexOutOfBoundsException e) {
                return process.info().startInstant().map(Object::toString).orElse("");
            }
        }
    }

    private final DataDirectory data;
    private final Path file;
    private final Map<String, Mark> marks = new LinkedHashMap<>();

    Orphans(DataDirectory data) throws IOException {
        this.data = data;
        this.file = data.file("run/processes.json");
        if (Files.exists(file)) {
            try (var reader = Json.createReader(new StringReader(Files.readString(file)))) {
                for (JsonObject o : reader.readArray().getValuesAs(JsonObject.class)) {
                    var mark =
                            new Mark(
                                    o.getJsonNumber("pid").longValue(),
                                    o.getString("start"),
                                    o.getString("command"));
                    marks.put(o.getString("part"), mark);
                }
            }
        }
    }

    /**
     * Ends what an earlier launcher left, last started first; returns the parts that were ended.
     */
    synchronized List<String> stopAll() {
        var parts = new ArrayList<>(marks.keySet());
        Collections.reverse(parts);
        var stopped = new ArrayList<String>();
        for (String part : parts) {
            marks.get(part)
                    .find()
                    .ifPresent(
                            process -> {
                                if (part.equals(EmbeddedDatabase.PROCESS)) {
                                    EmbeddedDatabase.askToStop(process);
                                }
                                end(process);
                                stopped.add(part);
                            });
            forget(part);
        }
        return stopped;
    }

    synchronized void remember(String part, ProcessHandle process) {
        marks.put(part, Mark.of(process));
        save();
    }

    synchronized void forget(String part) {
        if (marks.remove(part) != null) {
            save();
        }
    }

    synchronized Map<String, Long> pids() {
        var pids = new LinkedHashMap<String, Long>();
        marks.forEach((part, mark) -> pids.put(part, mark.pid()));
        return pids;
    }

    /** Asks politely, waits, then insists. */
    static void end(ProcessHandle process) {
        process.destroy();
        if (!ended(process)) {
            process.destroyForcibly();
            ended(process);
        }
    }

    private static boolean ended(ProcessHandle process) {
        try {
            process.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        } catch (java.util.concurrent.ExecutionException
                | java.util.concurrent.TimeoutException e) {
            return !process.isAlive();
        }
    }

    private void save() {
        var array = Json.createArrayBuilder();
        marks.forEach(
                (part, mark) ->
                        array.add(
                                Json.createObjectBuilder()
                                        .add("part", part)
                                        .add("pid", mark.pid())
                                        .add("start", mark.start())
                                        .add("command", mark.command())));
        try {
            data.writePrivately(file, array.build().toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
