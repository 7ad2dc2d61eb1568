package org.countersign.acceptance.product;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.sql.SQLException;
import java.util.List;

/** Texts that a test has people read; taken back by force, since they would wait for everybody. */
public final class TestTexts {

    private TestTexts() {}

    public static JsonObject of(String kind, String mode) {
        return Json.createObjectBuilder()
                .add("kind", kind)
                .add("mode", mode)
                .add("titleEnglish", "News")
                .add("bodyEnglish", "May we write to you?")
                .add("titleGerman", "Neues")
                .add("bodyGerman", "Dürfen wir Ihnen schreiben?")
                .build();
    }

    /** What no application can do: published texts and their answers never were. */
    public static void forget(String agency) throws SQLException {
        Database.superuser(
                s -> {
                    s.update("set session_replication_role = replica");
                    for (String table :
                            List.of("consent_answer", "consent_text", "consent_version")) {
                        s.update("delete from " + table + " where agency_id = ?", agency);
                    }
                    return s.update("set session_replication_role = origin");
                });
    }
}
