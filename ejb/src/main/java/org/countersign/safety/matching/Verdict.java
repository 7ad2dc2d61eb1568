package org.countersign.safety.matching;

import java.util.Collection;

/** The worst of all findings; the order of the constants is the order of severity. */
public enum Verdict {
    PASS,
    WARN,
    LEGAL,
    BLOCK;

    public static Verdict of(Collection<Finding> findings) {
        Verdict worst = PASS;
        for (Finding finding : findings) {
            worst = worst.or(valueOf(finding.action().name()));
        }
        return worst;
    }

    public Verdict or(Verdict other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
