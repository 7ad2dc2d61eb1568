package org.countersign.audit;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.countersign.platform.CanonicalJson;

/**
 * Checks a chain link by link from its fields alone, with nothing of the database's own word: made
 * for use offline too. Entries are given in their order, oldest first.
 */
public final class ChainVerifier {

    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private final String agencyId;
    private final String chain;
    private String head;
    private long entries;
    private long brokenAt;

    /**
     * @param chain {@code main} or {@code refusals}
     */
    public ChainVerifier(String agencyId, String chain) {
        this.agencyId = agencyId;
        this.chain = chain;
        String origin = "countersign:" + agencyId + ":" + chain;
        this.head =
                CanonicalJson.hex(CanonicalJson.sha256(origin.getBytes(StandardCharsets.UTF_8)));
    }

    /** Takes the next entry; after the first broken one it only counts. */
    public void next(AuditEntry entry) {
        entries++;
        if (brokenAt != 0) {
            return;
        }
        boolean holds =
                entry.sequence() == entries
                        && entry.previousHash().equals(head)
                        && entry.hash().equals(hashOf(entry));
        if (holds) {
            head = entry.hash();
        } else {
            brokenAt = entries;
        }
    }

    /**
     * @param sequence where the chain's head says it ends
     * @param hash the head's hash
     */
    public ChainReport report(long sequence, String hash) {
        boolean ends = sequence == entries && hash.equals(head);
        long broken = brokenAt != 0 || ends ? brokenAt : entries + 1;
        return new ChainReport(entries, broken, hash);
    }

    private String hashOf(AuditEntry entry) {
        return CanonicalJson.hex(CanonicalJson.sha256(canonical(entry)));
    }

    private byte[] canonical(AuditEntry entry) {
        try (var reader = Json.createReader(new StringReader(entry.detail()))) {
            JsonObject object =
                    Json.createObjectBuilder()
                            .add("action", entry.action())
                            .add("actor", entry.actor())
                            .add("agency", agencyId)
                            .add("at", at(entry.at()))
                            .add("chain", chain)
                            .add("detail", reader.readObject())
                            .add("previous", entry.previousHash())
                            .add("sequence", entry.sequence())
                            .add(
                                    "subject",
                                    Json.createObjectBuilder()
                                            .add("id", entry.subjectId())
                                            .add("type", entry.subjectType()))
                            .build();
            return CanonicalJson.bytes(object);
        }
    }

    private static String at(Instant instant) {
        return MICROSECONDS.format(instant);
    }
}
