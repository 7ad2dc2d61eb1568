package org.countersign.audit;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.countersign.platform.CanonicalJson;
import org.junit.jupiter.api.Test;

/** The chains here are made by hand from docs/architecture.md, not by the code under test. */
class ChainVerifierTest {

    static final String ORIGIN = hash("countersign:harbour:main");

    final List<AuditEntry> chain = chain(6);

    @Test
    void anUntouchedChainHolds() {
        assertThat(verify(chain, 6, head(chain)).whole()).isTrue();
        assertThat(verify(List.of(), 0, ORIGIN).whole()).isTrue();
    }

    @Test
    void anEditIsFoundWhereItWasMade() {
        var entry = chain.get(2);
        chain.set(2, with(entry, "post.deleted", entry.previousHash(), entry.hash()));

        assertThat(verify(chain, 6, head(chain)).brokenAt()).isEqualTo(3);
    }

    @Test
    void anEditWithItsOwnNewHashBreaksTheNextLink() {
        var entry = chain.get(2);
        chain.set(2, link(3, entry.previousHash(), "post.deleted"));

        assertThat(verify(chain, 6, head(chain)).brokenAt()).isEqualTo(4);
    }

    @Test
    void aMissingEntryIsFound() {
        String head = head(chain);
        chain.remove(3);

        assertThat(verify(chain, 6, head).brokenAt()).isEqualTo(4);
    }

    @Test
    void twoEntriesChangedAboutAreFound() {
        String head = head(chain);
        chain.add(2, chain.remove(1));

        assertThat(verify(chain, 6, head).brokenAt()).isEqualTo(2);
    }

    @Test
    void aCutOffEndIsFoundAgainstTheHead() {
        String head = head(chain);
        chain.remove(5);

        assertThat(verify(chain, 6, head).brokenAt()).isEqualTo(6);
    }

    private static ChainReport verify(List<AuditEntry> entries, long sequence, String head) {
        var verifier = new ChainVerifier("harbour", "main");
        entries.forEach(verifier::next);
        return verifier.report(sequence, head);
    }

    private static List<AuditEntry> chain(int length) {
        List<AuditEntry> entries = new ArrayList<>();
        String previous = ORIGIN;
        for (int i = 1; i <= length; i++) {
            entries.add(link(i, previous, "post.changed"));
            previous = entries.get(i - 1).hash();
        }
        return entries;
    }

    private static AuditEntry link(int sequence, String previous, String action) {
        String canonical =
                "{\"action\":\"%s\",\"actor\":\"mara\",\"agency\":\"harbour\",\"at\":\"2026-11-21T09:00:00.000001Z\",\"chain\":\"main\","
                                .formatted(action)
                        + "\"detail\":{\"note\":\"\u00fc\"},\"previous\":\"%s\",\"sequence\":%d,\"subject\":{\"id\":\"p\",\"type\":\"post\"}}"
                                .formatted(previous, sequence);
        return with(
                new AuditEntry(
                        sequence,
                        Instant.parse("2026-11-21T09:00:00.000001Z"),
                        "mara",
                        "Mara",
                        action,
                        "post",
                        "p",
                        Json.createObjectBuilder().add("note", "\u00fc").build().toString(),
                        previous,
                        ""),
                action,
                previous,
                hash(canonical));
    }

    private static AuditEntry with(AuditEntry e, String action, String previous, String hash) {
        return new AuditEntry(
                e.sequence(),
                e.at(),
                e.actor(),
                e.actorName(),
                action,
                e.subjectType(),
                e.subjectId(),
                e.detail(),
                previous,
                hash);
    }

    private static String head(List<AuditEntry> entries) {
        return entries.get(entries.size() - 1).hash();
    }

    private static String hash(String text) {
        return CanonicalJson.hex(CanonicalJson.sha256(text.getBytes(StandardCharsets.UTF_8)));
    }
}
