package org.countersign.tenancy.operator;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.io.StringReader;
import org.countersign.platform.AgencyWork;
import org.countersign.platform.CanonicalJson;
import org.countersign.platform.Database;

/** Signs what was erased, with the operator's own key: the agency's went with the agency. */
@ApplicationScoped
class Certificates {

    static final String TYPE = "countersign-erasure+json";

    @EJB AgencyWork agencyWork;
    @Inject Database database;
    @Inject AgencyKeys keys;

    private record Erased(
            String at, String rows, String heads, String keys, String manifest, String operator) {}

    void sign(Tasks.Work work) {
        agencyWork.in(
                OperatorTenant.AGENCY,
                "provisioning",
                () ->
                        database.update(
                                """
                                update erasure set certificate = ? where id = ? and certificate is null""",
                                keys.jws(words(work), TYPE),
                                work.taskId()));
    }

    private byte[] words(Tasks.Work work) {
        Erased erased =
                database.first(
                                """
                                select to_char(x.erased_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                                       x.rows, x.heads, x.keys,
                                       (select encode(e.manifest, 'hex') from agency_export e where e.subject_id = x.subject_id
                                         and e.downloaded_at is not null order by e.made_at desc limit 1), k.ordered_by
                                from erasure x join agency_task k on k.id = x.id where x.id = ?""",
                                row ->
                                        new Erased(
                                                row.text(1),
                                                row.text(2),
                                                row.text(3),
                                                row.text(4),
                                                row.text(5),
                                                row.text(6)),
                                work.taskId())
                        .orElseThrow();
        return CanonicalJson.bytes(
                Json.createObjectBuilder()
                        .add("agency", work.slug())
                        .add("name", work.name())
                        .add("erasedAt", erased.at())
                        .add("orderedBy", erased.operator())
                        .add("exportManifest", erased.manifest())
                        .add("rows", object(erased.rows()))
                        .add("chainHeads", array(erased.heads()))
                        .add("publicKeys", array(erased.keys()))
                        .build());
    }

    private static JsonObject object(String json) {
        try (var reader = Json.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }

    private static JsonArray array(String json) {
        try (var reader = Json.createReader(new StringReader(json))) {
            return reader.readArray();
        }
    }
}
