package org.countersign.platform;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;

/**
 * One mail to one person, in plain text.
 *
 * @param language IETF tag of the text
 */
public record Mail(String to, String subject, String text, String language) {

    String toJson() {
        return Json.createObjectBuilder()
                .add("to", to)
                .add("subject", subject)
                .add("text", text)
                .add("language", language)
                .build()
                .toString();
    }

    static Mail fromJson(String json) {
        try (var reader = Json.createReader(new StringReader(json))) {
            JsonObject object = reader.readObject();
            return new Mail(
                    object.getString("to"),
                    object.getString("subject"),
                    object.getString("text"),
                    object.getString("language"));
        }
    }
}
