package org.countersign.server;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;

/** One line per finished step, with its seconds; on a terminal also what is still under way. */
final class Progress {

    private static final int WIDTH = 26;
    private static final int TERMINAL_WIDTH = 78;
    private static final long NANOS = 1_000_000_000L;

    private final PrintStream out;
    private final boolean terminal;
    private final LongSupplier nanos;
    private final Map<String, Long> running = new LinkedHashMap<>();
    private int shown;
    private long lastWord;

    Progress(PrintStream out, boolean terminal, LongSupplier nanos) {
        this.out = out;
        this.terminal = terminal;
        this.nanos = nanos;
        this.lastWord = nanos.getAsLong();
    }

    synchronized void begin(String step) {
        running.put(step, nanos.getAsLong());
        tick();
    }

    synchronized void done(String step, String remark) {
        line("ok", step, remark);
    }

    /** The product runs on without this part. */
    synchronized void missing(String step, String why) {
        line("--", step, why);
    }

    synchronized void failed(String step) {
        line("!!", step, "");
    }

    synchronized void say(String text) {
        wipe();
        out.println(text);
        out.flush();
        lastWord = nanos.getAsLong();
    }

    /** Called every now and then while something is under way. */
    synchronized void tick() {
        if (running.isEmpty()) {
            return;
        }
        if (terminal) {
            String text = "  .. " + underWay();
            text = text.substring(0, Math.min(text.length(), TERMINAL_WIDTH));
            wipe();
            out.print(text);
            out.flush();
            shown = text.length();
        } else if (nanos.getAsLong() - lastWord > 20 * NANOS) {
            say("  .. " + underWay());
        }
    }

    private String underWay() {
        var text = new StringBuilder();
        running.forEach(
                (step, since) ->
                        text.append(text.isEmpty() ? "" : ", ")
                                .append(step)
                                .append(' ')
                                .append((nanos.getAsLong() - since) / NANOS)
                                .append(" s"));
        return text.toString();
    }

    private void line(String mark, String step, String remark) {
        Long since = running.remove(step);
        double seconds = since == null ? 0 : (nanos.getAsLong() - since) / (double) NANOS;
        wipe();
        String text =
                String.format(
                        Locale.ROOT,
                        "  %s  %-" + WIDTH + "s %6.1f s   %s",
                        mark,
                        step,
                        seconds,
                        remark);
        out.println(text.stripTrailing());
        out.flush();
        lastWord = nanos.getAsLong();
        tick();
    }

    private void wipe() {
        if (shown > 0) {
            out.print("\r" + " ".repeat(shown) + "\r");
            shown = 0;
        }
    }
}
