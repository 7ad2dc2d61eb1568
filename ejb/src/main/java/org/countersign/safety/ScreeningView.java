package org.countersign.safety;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.countersign.safety.matching.Finding;
import org.countersign.safety.matching.Verdict;

/**
 * What the rules say of one variant.
 *
 * @param policyDigest lower-case hex of the policy that was asked
 * @param engine version of the matching engine
 * @param screenedAt empty for a draft that is not stored
 */
public record ScreeningView(
        Verdict verdict,
        List<Finding> findings,
        String policyDigest,
        String engine,
        Optional<Instant> screenedAt) {

    public ScreeningView {
        findings = List.copyOf(findings);
    }
}
