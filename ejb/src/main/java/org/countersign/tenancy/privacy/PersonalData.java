package org.countersign.tenancy.privacy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.countersign.platform.Database;

/**
 * Everything in the books about one person, by the map {@code personal_data}: a column that is
 * added to the map is in the next export. Read by a job, which sees the agency whole; what a person
 * no longer reaches is about them all the same.
 */
@ApplicationScoped
class PersonalData {

    /** What is about the person and yet not theirs to see. */
    private static final Set<String> WITHHELD = Set.of("erasure_hold.reason");

    private static final String MAP =
            """
            select table_name, column_name, found_by, section, basis from personal_data
            where found_by <> 'NONE' order by section, table_name, column_name""";

    /** Bytes are content or sealed; digests are neither. */
    private static final String COLUMNS =
            """
            select a.attname from pg_attribute a
            where a.attrelid = to_regclass(?) and a.attnum > 0 and not a.attisdropped and a.attname <> 'agency_id'
              and (a.atttypid <> 'bytea'::regtype or a.attname in ('digest', 'sha256'))
              and has_column_privilege(a.attrelid, a.attnum, 'SELECT')
            order by a.attnum""";

    @Inject Database database;

    /** A column of the map. */
    private record Place(
            String table, String column, String foundBy, String section, String basis) {

        /** Finds the person with one or two values: see {@link #values}. */
        String condition() {
            return switch (foundBy) {
                case "ID" -> "t." + column + " = ?";
                case "MAIL" -> "lower(t." + column + ") = lower(?)";
                case "PAYLOAD" -> "lower(t." + column + "::json ->> 'to') = lower(?)";
                default -> "(t." + column + " = ? or strpos(t.detail, to_json(?::text)::text) > 0)";
            };
        }

        List<Object> values(String personId, String mail) {
            return switch (foundBy) {
                case "ID" -> List.of(personId);
                case "MAIL", "PAYLOAD" -> List.of(mail.isEmpty() ? "nobody" : mail);
                default -> List.of(personId, personId);
            };
        }
    }

    /** The rows by section, and in it by table, with why each is kept. */
    Map<String, JsonObject> of(String personId, String mail) {
        var sections = new LinkedHashMap<String, JsonObjectBuilder>();
        places().forEach(
                        (table, places) ->
                                sections.computeIfAbsent(
                                                places.get(0).section(),
                                                s -> Json.createObjectBuilder())
                                        .add(table, table(places, personId, mail)));
        return sections.entrySet().stream()
                .collect(
                        Collectors.toMap(
                                Map.Entry::getKey,
                                e -> e.getValue().build(),
                                (a, b) -> a,
                                LinkedHashMap::new));
    }

    private Map<String, List<Place>> places() {
        return database
                .list(
                        MAP,
                        row ->
                                new Place(
                                        row.text(1),
                                        row.text(2),
                                        row.text(3),
                                        row.text(4),
                                        row.text(5)))
                .stream()
                .collect(
                        Collectors.groupingBy(
                                Place::table, LinkedHashMap::new, Collectors.toList()));
    }

    private JsonObject table(List<Place> places, String personId, String mail) {
        String table = places.get(0).table();
        String columns =
                database.list(COLUMNS, row -> row.text(1), table).stream()
                        .filter(column -> !WITHHELD.contains(table + "." + column))
                        .map(column -> "t." + column)
                        .collect(Collectors.joining(", "));
        String condition =
                places.stream().map(Place::condition).collect(Collectors.joining(" or "));
        var values = new ArrayList<Object>();
        places.forEach(place -> values.addAll(place.values(personId, mail)));
        JsonArrayBuilder rows = Json.createArrayBuilder();
        database.list(
                        "select row_to_json(x)::text from (select %s from %s t where %s) x"
                                .formatted(columns, table, condition),
                        row -> row.text(1),
                        values.toArray())
                .forEach(row -> rows.add(object(row)));
        JsonArrayBuilder why = Json.createArrayBuilder();
        places.forEach(place -> why.add(place.column() + ": " + place.basis()));
        JsonArray found = rows.build();
        return Json.createObjectBuilder()
                .add("keptFor", why)
                .add("count", found.size())
                .add("rows", found)
                .build();
    }

    private static JsonObject object(String json) {
        try (var reader = Json.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }
}
