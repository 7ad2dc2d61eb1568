package org.countersign.web.api;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.countersign.platform.CanonicalJson;
import org.countersign.platform.IdempotentRequests;
import org.countersign.platform.IdempotentRequests.Answer;

/** The headers of one request that decide what is done, and the answers that go with them. */
@RequestScoped
public class ApiRequest {

    static final String REPLAYED = "Idempotency-Replayed";

    private static final Pattern TAG = Pattern.compile("\"([0-9]{1,18})\"");
    private static final Pattern KEY =
            Pattern.compile("[\\x21-\\x7e]{1," + IdempotentRequests.KEY_MAX + "}");

    @Inject HttpServletRequest request;
    @EJB IdempotentRequests requests;

    /**
     * The version that the client saw, from {@code If-Match}.
     *
     * @throws RequestRefusedException with 428 when it does not say, 400 when it is no tag of ours
     */
    long version() {
        List<String> sent = Collections.list(request.getHeaders("If-Match"));
        if (sent.isEmpty()) {
            throw new RequestRefusedException(428, "request.refused.if_match_missing");
        }
        Matcher tag = TAG.matcher(sent.get(0));
        if (sent.size() > 1 || !tag.matches()) {
            throw RequestRefusedException.parameter("If-Match", "request.flaw.tag");
        }
        return Long.parseLong(tag.group(1));
    }

    /** An answer to a reader; without a body when the reader has it already. */
    Response show(Record row, String etag) {
        boolean known =
                Collections.list(request.getHeaders("If-None-Match")).stream()
                        .flatMap(list -> Pattern.compile(",").splitAsStream(list))
                        .map(tag -> tag.strip().replaceFirst("^W/", ""))
                        .anyMatch(etag::equals);
        return known
                ? Response.notModified().header("ETag", etag).build()
                : Response.ok(JsonRecords.write(row).toString(), MediaType.APPLICATION_JSON_TYPE)
                        .header("ETag", etag)
                        .build();
    }

    Response show(Record row, long version) {
        return show(row, tag(version));
    }

    /** An answer without a version. */
    static Response show(Record row) {
        return Response.ok(JsonRecords.write(row).toString(), MediaType.APPLICATION_JSON_TYPE)
                .build();
    }

    /**
     * Does what a POST asks for, once for each key.
     *
     * @param body what was sent, without what differs between repeats
     */
    <T> Response once(Record body, Supplier<T> effect, Function<T, Answer> answer) {
        return once(JsonRecords.write(body), effect, answer);
    }

    <T> Response once(JsonObject body, Supplier<T> effect, Function<T, Answer> answer) {
        var outcome = requests.once(key(), digest(body), effect, answer);
        var response = response(outcome.answer());
        if (outcome.repeated()) {
            response.header(REPLAYED, "true");
        }
        return response.build();
    }

    /** Does what a PUT or DELETE asks for, and reads the result, in one transaction. */
    <T> Response change(Supplier<T> effect, Function<T, Answer> answer) {
        return response(requests.once(Optional.empty(), new byte[0], effect, answer).answer())
                .build();
    }

    private static Response.ResponseBuilder response(Answer answer) {
        var response = Response.status(answer.status());
        if (!answer.body().isEmpty()) {
            response.type(MediaType.APPLICATION_JSON_TYPE).entity(answer.body());
        }
        answer.location().ifPresent(l -> response.header("Location", l));
        answer.etag().ifPresent(e -> response.header("ETag", e));
        return response;
    }

    static Answer created(String path, Record row, long version) {
        return created(path, row, tag(version));
    }

    static Answer created(String path, Record row, String etag) {
        return new Answer(
                201,
                Optional.of(RestApplication.ROOT + path),
                Optional.of(etag),
                JsonRecords.write(row).toString());
    }

    static Answer changed(Record row, long version) {
        return new Answer(
                200,
                Optional.empty(),
                Optional.of(tag(version)),
                JsonRecords.write(row).toString());
    }

    static Answer told(Record row) {
        return new Answer(
                200, Optional.empty(), Optional.empty(), JsonRecords.write(row).toString());
    }

    static Answer gone() {
        return new Answer(204, Optional.empty(), Optional.empty(), "");
    }

    static String tag(long version) {
        return tag(Long.toString(version));
    }

    static String tag(String value) {
        return '"' + value + '"';
    }

    private Optional<String> key() {
        List<String> sent = Collections.list(request.getHeaders("Idempotency-Key"));
        if (sent.isEmpty()) {
            return Optional.empty();
        }
        if (sent.size() > 1 || !KEY.matcher(sent.get(0)).matches()) {
            throw RequestRefusedException.parameter("Idempotency-Key", "request.flaw.key");
        }
        return Optional.of(sent.get(0));
    }

    /** Repeats have the same path, version and content; white space and order do not count. */
    private byte[] digest(JsonObject body) {
        return digest(
                request.getMethod(),
                request.getRequestURI(),
                Optional.ofNullable(request.getQueryString()).orElse(""),
                Optional.ofNullable(request.getHeader("If-Match")).orElse(""),
                body);
    }

    static byte[] digest(
            String method, String path, String query, String version, JsonObject body) {
        return CanonicalJson.sha256(
                CanonicalJson.bytes(
                        Json.createObjectBuilder()
                                .add("method", method)
                                .add("path", path)
                                .add("query", query)
                                .add("ifMatch", version)
                                .add("body", body)
                                .build()));
    }

    /**
     * An id in the path.
     *
     * @throws RequestRefusedException when it is no UUID
     */
    static UUID id(String text) {
        return JsonRecords.id(text)
                .orElseThrow(() -> RequestRefusedException.parameter("id", "request.flaw.id"));
    }

    /** A filter by id; absent and empty mean none. */
    static Optional<UUID> filter(String name, String text) {
        if (text == null || text.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                JsonRecords.id(text)
                        .orElseThrow(
                                () -> RequestRefusedException.parameter(name, "request.flaw.id")));
    }

    /** Text to look for. */
    static String text(String name, String text) {
        if (!JsonRecords.storable(text) || text.getBytes(StandardCharsets.UTF_8).length > 400) {
            throw RequestRefusedException.parameter(name, "request.flaw.character");
        }
        return text;
    }

    /** Names of an enum's constants. */
    static <E extends Enum<E>> List<E> choices(String name, Class<E> type, List<String> texts) {
        return texts.stream()
                .map(
                        text ->
                                Pattern.matches("[A-Z_]+", text)
                                                && List.of(type.getEnumConstants()).stream()
                                                        .anyMatch(c -> c.name().equals(text))
                                        ? Enum.valueOf(type, text)
                                        : refuseChoice(name, type))
                .toList();
    }

    private static <E> E refuseChoice(String name, Class<E> type) {
        throw RequestRefusedException.parameter(name, "request.flaw.choice");
    }

    /** {@code true} or {@code false}. */
    static boolean flag(String name, String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw RequestRefusedException.parameter(name, "request.flaw.boolean");
        };
    }
}
