package org.countersign.safety.matching;

import java.util.List;

/** What a policy says of some content; the same three digests always give the same findings. */
public record Screened(
        Verdict verdict, List<Finding> findings, String policyDigest, String engineVersion) {

    public Screened {
        findings = List.copyOf(findings);
    }
}
