package org.countersign.acceptance.signin;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.countersign.acceptance.product.TestPeople;

/**
 * Whether the pages of signing in tell by time who has an account: medians of interleaved answers
 * to names that somebody has and names that nobody has.
 */
public final class KnownAndUnknown {

    private static final int NAMES = 40;

    /** With the one to warm up below what locks an account. */
    private static final int TRIES = 7;

    private KnownAndUnknown() {}

    private enum Step {
        NAME,
        WRONG_PASSWORD,
        CODE_BY_MAIL
    }

    public static void run() {
        System.out.printf("%nSigning in, medians of %d interleaved answers%n", 2 * NAMES * TRIES);
        List<String> known = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        for (int i = 0; i < NAMES; i++) {
            known.add(TestPeople.staff("harbour", "analyst", true).username());
            unknown.add("t" + UUID.randomUUID().toString().substring(0, 8));
        }
        for (Step step : Step.values()) {
            compare(step, known, unknown);
        }
    }

    private static void compare(Step step, List<String> known, List<String> unknown) {
        List<Double> ofKnown = new ArrayList<>();
        List<Double> ofUnknown = new ArrayList<>();
        for (int t = -1; t < TRIES; t++) {
            for (int i = 0; i < NAMES; i++) {
                // the order alternates, so that neither is always the second
                boolean knownFirst = (t + i) % 2 == 0;
                double first = millis(step, knownFirst ? known.get(i) : unknown.get(i));
                double second = millis(step, knownFirst ? unknown.get(i) : known.get(i));
                if (t >= 0) {
                    ofKnown.add(knownFirst ? first : second);
                    ofUnknown.add(knownFirst ? second : first);
                }
            }
        }
        double one = median(ofKnown);
        double other = median(ofUnknown);
        System.out.printf(
                Locale.ROOT,
                "  %-15s known %.2f ms, unknown %.2f ms, ratio %.3f%n",
                step.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                one,
                other,
                one / other);
    }

    private static double millis(Step step, String name) {
        var pages = KeycloakPages.open(new Tab(), Tab.harbour("/settings/you.xhtml"));
        if (step == Step.WRONG_PASSWORD) {
            pages.post("username", name, "do", "continue");
        }
        long began = System.nanoTime();
        switch (step) {
            case NAME -> pages.post("username", name, "do", "continue");
            case WRONG_PASSWORD -> pages.post("password", "not the password", "do", "password");
            case CODE_BY_MAIL -> pages.askForCode(name);
        }
        return (System.nanoTime() - began) / 1e6;
    }

    private static double median(List<Double> times) {
        return times.stream().sorted().skip(times.size() / 2).findFirst().orElseThrow();
    }
}
