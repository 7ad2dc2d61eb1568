package org.countersign.safety.matching;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.util.List;

/**
 * One thing a rule found.
 *
 * @param number from 1, in reading order
 * @param surface where it stands
 * @param item which alt text or link, from 1; 0 in the text
 * @param start where it begins in that surface as it was written, in UTF-16 units
 * @param end exclusive; equal to {@code start} if something is missing
 * @param matched what stands there
 */
public record Finding(
        int number,
        String ruleId,
        long ruleVersion,
        Action action,
        Surface surface,
        int item,
        int start,
        int end,
        String matched,
        String title,
        String rationale,
        String citation,
        String suggestion) {

    /** As kept in evidence. */
    public static JsonArray toJson(List<Finding> findings) {
        JsonArrayBuilder all = Builders.JSON.createArrayBuilder();
        for (Finding finding : findings) {
            all.add(finding.toJson());
        }
        return all.build();
    }

    public static List<Finding> fromJson(JsonArray findings) {
        return findings.getValuesAs(JsonObject.class).stream().map(Finding::fromJson).toList();
    }

    public JsonObject toJson() {
        return Builders.JSON
                .createObjectBuilder()
                .add("number", number)
                .add("ruleId", ruleId)
                .add("ruleVersion", ruleVersion)
                .add("action", action.name())
                .add("surface", surface.name())
                .add("item", item)
                .add("start", start)
                .add("end", end)
                .add("matched", matched)
                .add("title", title)
                .add("rationale", rationale)
                .add("citation", citation)
                .add("suggestion", suggestion)
                .build();
    }

    private static Finding fromJson(JsonObject json) {
        return new Finding(
                json.getInt("number"),
                json.getString("ruleId"),
                json.getJsonNumber("ruleVersion").longValueExact(),
                Action.valueOf(json.getString("action")),
                Surface.valueOf(json.getString("surface")),
                json.getInt("item"),
                json.getInt("start"),
                json.getInt("end"),
                json.getString("matched"),
                json.getString("title"),
                json.getString("rationale"),
                json.getString("citation"),
                json.getString("suggestion"));
    }

    Finding numbered(int newNumber) {
        return new Finding(
                newNumber,
                ruleId,
                ruleVersion,
                action,
                surface,
                item,
                start,
                end,
                matched,
                title,
                rationale,
                citation,
                suggestion);
    }
}
