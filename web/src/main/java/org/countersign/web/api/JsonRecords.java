package org.countersign.web.api;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonConfig;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.countersign.web.api.RequestRefusedException.Flaw;

/**
 * Records to JSON and back. JSON-B would do it too, but forgives what an API must not: unknown
 * members, missing ones, numbers as texts; and it stops at the first flaw, without saying where.
 *
 * <p>Components become members in their order; {@code Optional.empty()} is {@code null}, which is
 * also what a missing optional member means. Instants, dates and ids are texts.
 */
final class JsonRecords {

    private static final int DEPTH_MAX = 16;
    private static final Pattern ID =
            Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final JsonReaderFactory READERS =
            Json.createReaderFactory(Map.of(JsonConfig.KEY_STRATEGY, JsonConfig.KeyStrategy.NONE));

    private JsonRecords() {}

    // ---- writing ----

    static JsonObject write(Record row) {
        JsonObjectBuilder object = Json.createObjectBuilder();
        for (RecordComponent component : row.getClass().getRecordComponents()) {
            object.add(component.getName(), value(valueOf(component, row)));
        }
        return object.build();
    }

    private static JsonValue value(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.map(JsonRecords::value).orElse(JsonValue.NULL);
        }
        if (value instanceof JsonValue json) {
            return json;
        }
        if (value instanceof Record row) {
            return write(row);
        }
        if (value instanceof Collection<?> items) {
            JsonArrayBuilder array = Json.createArrayBuilder();
            items.forEach(item -> array.add(value(item)));
            return array.build();
        }
        if (value instanceof Boolean truth) {
            return truth ? JsonValue.TRUE : JsonValue.FALSE;
        }
        if (value instanceof Integer number) {
            return Json.createValue(number);
        }
        if (value instanceof Long number) {
            return Json.createValue(number);
        }
        if (value instanceof Enum<?> constant) {
            return Json.createValue(constant.name());
        }
        return Json.createValue(value.toString());
    }

    private static Object valueOf(RecordComponent component, Record row) {
        try {
            var accessor = component.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(row);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(component + " cannot be read", e);
        }
    }

    // ---- reading ----

    /**
     * @throws RequestRefusedException for bytes that are no JSON object, or not of the record's
     *     shape; names every flaw
     */
    static <R extends Record> R read(Class<R> type, byte[] json) {
        JsonObject object = parse(json);
        List<Flaw> flaws = new ArrayList<>();
        R read = record(type, object, "", flaws);
        if (!flaws.isEmpty()) {
            throw RequestRefusedException.body(flaws);
        }
        return read;
    }

    private static JsonObject parse(byte[] json) {
        if (depth(json) > DEPTH_MAX) {
            throw new RequestRefusedException(400, "request.refused.json");
        }
        try (var reader = READERS.createReader(new StringReader(utf8(json)))) {
            if (reader.read() instanceof JsonObject object) {
                return object;
            }
        } catch (JsonException | CharacterCodingException e) {
            throw new RequestRefusedException(400, "request.refused.json");
        }
        throw new RequestRefusedException(400, "request.refused.json");
    }

    /** Strictly: what is no UTF-8 would become a text that nobody sent. */
    private static String utf8(byte[] json) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
    }

    /**
     * How deep brackets nest, texts left out; found before any parser gets to see it. Beyond all
     * bounds when something follows the end, which the parser would not look at.
     */
    static int depth(byte[] json) {
        int depth = 0;
        int deepest = 0;
        boolean text = false;
        for (int i = 0; i < json.length; i++) {
            byte b = json[i];
            if (text) {
                if (b == '\\') {
                    i++;
                } else if (b == '"') {
                    text = false;
                }
            } else if (deepest > 0 && depth == 0 && b > ' ') {
                return Integer.MAX_VALUE;
            } else if (b == '"') {
                text = true;
            } else if (b == '{' || b == '[') {
                deepest = Math.max(deepest, ++depth);
            } else if (b == '}' || b == ']') {
                depth--;
            }
        }
        return deepest;
    }

    private static <R extends Record> R record(
            Class<R> type, JsonObject object, String path, List<Flaw> flaws) {
        int before = flaws.size();
        RecordComponent[] components = type.getRecordComponents();
        for (String name : object.keySet()) {
            if (Stream.of(components).noneMatch(c -> c.getName().equals(name))) {
                flaws.add(new Flaw(path + name, "request.flaw.unknown"));
            }
        }
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            RecordComponent component = components[i];
            values[i] =
                    member(
                            component.getGenericType(),
                            object.get(component.getName()),
                            path + component.getName(),
                            flaws);
        }
        return flaws.size() > before ? null : construct(type, components, values);
    }

    private static <R extends Record> R construct(
            Class<R> type, RecordComponent[] components, Object[] values) {
        try {
            Constructor<R> canonical =
                    type.getDeclaredConstructor(
                            Stream.of(components)
                                    .map(RecordComponent::getType)
                                    .toArray(Class<?>[]::new));
            canonical.setAccessible(true);
            return canonical.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " cannot be made", e);
        }
    }

    private static Object member(Type type, JsonValue value, String path, List<Flaw> flaws) {
        boolean missing = value == null || value == JsonValue.NULL;
        if (type instanceof ParameterizedType generic) {
            Type inner = generic.getActualTypeArguments()[0];
            if (generic.getRawType() == Optional.class) {
                return missing
                        ? Optional.empty()
                        : Optional.ofNullable(member(inner, value, path, flaws));
            }
            if (generic.getRawType() == List.class) {
                return missing ? missing(path, flaws) : items(inner, value, path, flaws);
            }
        }
        return missing ? missing(path, flaws) : plain((Class<?>) type, value, path, flaws);
    }

    private static List<Object> items(Type type, JsonValue value, String path, List<Flaw> flaws) {
        if (!(value instanceof JsonArray array)) {
            flaws.add(new Flaw(path, "request.flaw.list"));
            return null;
        }
        List<Object> items = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            items.add(member(type, array.get(i), path + "[" + i + "]", flaws));
        }
        return items;
    }

    private static Object plain(Class<?> type, JsonValue value, String path, List<Flaw> flaws) {
        if (type.isRecord()) {
            return value instanceof JsonObject object
                    ? record(type.asSubclass(Record.class), object, path + ".", flaws)
                    : flaw(path, "request.flaw.object", flaws);
        }
        if (type == boolean.class) {
            return value == JsonValue.TRUE || value == JsonValue.FALSE
                    ? (Object) (value == JsonValue.TRUE)
                    : flaw(path, "request.flaw.boolean", flaws);
        }
        if (type == int.class || type == Integer.class) {
            try {
                return ((JsonNumber) value).intValueExact();
            } catch (ArithmeticException | ClassCastException e) {
                return flaw(path, "request.flaw.number", flaws);
            }
        }
        if (!(value instanceof JsonString string)) {
            return flaw(path, "request.flaw.text", flaws);
        }
        return text(type, string.getString(), path, flaws);
    }

    private static Object text(Class<?> type, String text, String path, List<Flaw> flaws) {
        if (!storable(text)) {
            return flaw(path, "request.flaw.character", flaws);
        }
        if (type == String.class) {
            return text;
        }
        if (type == UUID.class) {
            return id(text).<Object>map(id -> id)
                    .orElseGet(() -> flaw(path, "request.flaw.id", flaws));
        }
        try {
            if (type == Instant.class) {
                Instant instant = Instant.parse(text);
                return inCalendar(LocalDate.ofInstant(instant, ZoneOffset.UTC))
                        ? instant
                        : flaw(path, "request.flaw.instant", flaws);
            }
            if (type == LocalDate.class) {
                LocalDate day = LocalDate.parse(text);
                return inCalendar(day) ? day : flaw(path, "request.flaw.date", flaws);
            }
        } catch (DateTimeException e) {
            return flaw(
                    path,
                    type == Instant.class ? "request.flaw.instant" : "request.flaw.date",
                    flaws);
        }
        return constant(type, text).orElseGet(() -> flaw(path, "request.flaw.choice", flaws));
    }

    /** Years of four digits; the database's own calendar ends not so far beyond. */
    private static boolean inCalendar(LocalDate day) {
        return day.getYear() >= 1970 && day.getYear() <= 9998;
    }

    private static Optional<Object> constant(Class<?> type, String name) {
        return Stream.of(type.getEnumConstants())
                .filter(constant -> ((Enum<?>) constant).name().equals(name))
                .map(constant -> (Object) constant)
                .findFirst();
    }

    /** A UUID in its one usual form; {@link UUID#fromString} takes shorter ones too. */
    static Optional<UUID> id(String text) {
        return ID.matcher(text).matches() ? Optional.of(UUID.fromString(text)) : Optional.empty();
    }

    /** False for what no database text and no digest can hold: U+0000 and half a surrogate pair. */
    static boolean storable(String text) {
        return text.codePoints()
                .noneMatch(
                        c ->
                                c == 0
                                        || c >= Character.MIN_SURROGATE
                                                && c <= Character.MAX_SURROGATE);
    }

    private static Object missing(String path, List<Flaw> flaws) {
        return flaw(path, "request.flaw.missing", flaws);
    }

    private static Object flaw(String path, String key, List<Flaw> flaws) {
        flaws.add(new Flaw(path, key));
        return null;
    }
}
