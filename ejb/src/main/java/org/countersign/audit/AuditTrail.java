package org.countersign.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.countersign.platform.CanonicalJson;
import org.countersign.platform.Database;

/** Writes entries of the running transaction; they exist when it commits, or not at all. */
@ApplicationScoped
public class AuditTrail {

    @Inject Database database;

    /**
     * @param action dotted, past tense at its end: {@code campaign.created}
     * @param detail flat, never content, secrets or personal data
     */
    public void record(String action, String subjectType, Object subjectId, Map<String, ?> detail) {
        write("main", action, subjectType, subjectId, detail);
    }

    void write(String chain, String action, String type, Object subjectId, Map<String, ?> detail) {
        var object = Json.createObjectBuilder();
        detail.forEach((name, value) -> object.add(name, String.valueOf(value)));
        database.update(
                "insert into audit_note (chain, action, subject_type, subject_id, detail) values (?, ?, ?, ?, ?)",
                chain,
                action,
                type,
                subjectId.toString(),
                new String(CanonicalJson.bytes(object.build()), StandardCharsets.UTF_8));
    }
}
