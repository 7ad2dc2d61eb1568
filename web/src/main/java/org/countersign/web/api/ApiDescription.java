package org.countersign.web.api;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.QueryParam;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.countersign.web.api.Operations.Offered;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * The description of the API in OpenAPI 3.0, made from the resources themselves: their signatures,
 * records and annotations. The server's own scanner does not look into records, and takes no filter
 * from a web module of an EAR.
 */
final class ApiDescription {

    private static final String PROBLEM = "Problem";
    private static final String JSON = "application/json";

    /** What members mean whose name does not say all; a name means the same everywhere. */
    static final Map<String, String> MEANINGS =
            Map.ofEntries(
                    Map.entry("amount", "Decimal, with two places at most"),
                    Map.entry("currency", "ISO 4217"),
                    Map.entry("country", "ISO 3166, two letters; may be empty"),
                    Map.entry("asksClient", "Terms of it wait for the client"),
                    Map.entry("working", "The caller may work in it now"),
                    Map.entry("alt", "What the picture shows, for those who do not see it"),
                    Map.entry("brokenAt", "The first entry that does not hold; null when all do"),
                    Map.entry(
                            "digest", "SHA-256, lower-case hex; a variant's is what is decided on"),
                    Map.entry("digests", "Of all variants, as the decider saw them"),
                    Map.entry("failure", "What went wrong last"),
                    Map.entry("held", "A stop covers it now"),
                    Map.entry("liftedBy", "Who signed the lifting so far; two people end the stop"),
                    Map.entry("mayDecide", "The caller is asked to decide now"),
                    Map.entry("next", "Path of the next part; null at the end"),
                    Map.entry("pattern", "Phrases or domains, one a line"),
                    Map.entry(
                            "plannedAt",
                            "When it should go out; its day in the brand's zone is the window"),
                    Map.entry("quorum", "How many must say yes"),
                    Map.entry("person", "The program in lists and in the audit chain"),
                    Map.entry("scopeId", "The agency's id, or the UUID of what the scope names"),
                    Map.entry("scopes", "Permissions, by the names of docs/permissions.md"),
                    Map.entry("secret", "Kept nowhere here: a lost one is replaced"),
                    Map.entry("lastDay", "The last day, in UTC, on which it works"),
                    Map.entry("sha256", "Of the stored bytes, lower-case hex"),
                    Map.entry("total", "How many there are in all, whatever the limit"),
                    Map.entry("url", "Loads without a token, for an hour or two"),
                    Map.entry("version", "Goes into If-Match, in quotes"),
                    Map.entry("windowFrom", "From then on it may go out"),
                    Map.entry("windowTo", "From then on it may not go out any more"),
                    Map.entry("zone", "IANA time zone of the brand"));

    private final Map<String, JsonObject> schemas = new TreeMap<>();

    private ApiDescription() {}

    static JsonObject document() {
        return new ApiDescription().build();
    }

    private JsonObject build() {
        var info = RestApplication.class.getAnnotation(OpenAPIDefinition.class).info();
        var scheme = RestApplication.class.getAnnotation(SecurityScheme.class);
        schemas.put(PROBLEM, problem());
        JsonObjectBuilder paths = Json.createObjectBuilder();
        Map<String, JsonObjectBuilder> byPath = new LinkedHashMap<>();
        JsonArrayBuilder tags = Json.createArrayBuilder();
        Operations.RESOURCES.stream()
                .map(r -> r.getAnnotation(Tag.class).name())
                .distinct()
                .forEach(name -> tags.add(Json.createObjectBuilder().add("name", name)));
        Operations.all()
                .forEach(
                        offered ->
                                byPath.computeIfAbsent(
                                                offered.path(), p -> Json.createObjectBuilder())
                                        .add(
                                                offered.http().toLowerCase(Locale.ROOT),
                                                operation(offered)));
        byPath.forEach(paths::add);
        JsonObjectBuilder all = Json.createObjectBuilder();
        JsonObject described = paths.build();
        schemas.forEach(all::add);
        return Json.createObjectBuilder()
                .add("openapi", "3.0.3")
                .add(
                        "info",
                        Json.createObjectBuilder()
                                .add("title", info.title())
                                .add("version", info.version())
                                .add("description", info.description()))
                .add(
                        "servers",
                        Json.createArrayBuilder()
                                .add(
                                        Json.createObjectBuilder()
                                                .add("url", "/")
                                                .add("description", "The agency's own host")))
                .add("security", security())
                .add("tags", tags)
                .add("paths", described)
                .add(
                        "components",
                        Json.createObjectBuilder()
                                .add("schemas", all)
                                .add(
                                        "securitySchemes",
                                        Json.createObjectBuilder()
                                                .add(
                                                        scheme.securitySchemeName(),
                                                        Json.createObjectBuilder()
                                                                .add("type", "http")
                                                                .add("scheme", scheme.scheme())
                                                                .add(
                                                                        "bearerFormat",
                                                                        scheme.bearerFormat())
                                                                .add(
                                                                        "description",
                                                                        scheme.description()))))
                .build();
    }

    private static JsonArrayBuilder security() {
        return Json.createArrayBuilder()
                .add(
                        Json.createObjectBuilder()
                                .add(RestApplication.BEARER, Json.createArrayBuilder()));
    }

    private JsonObjectBuilder operation(Offered offered) {
        var said = offered.method().getAnnotation(Operation.class);
        JsonObjectBuilder operation =
                Json.createObjectBuilder()
                        .add(
                                "tags",
                                Json.createArrayBuilder()
                                        .add(
                                                offered.method()
                                                        .getDeclaringClass()
                                                        .getAnnotation(Tag.class)
                                                        .name()))
                        .add("operationId", said.operationId())
                        .add("summary", said.summary());
        if (!said.description().isEmpty()) {
            operation.add("description", said.description());
        }
        if (offered.open()) {
            operation.add("security", Json.createArrayBuilder());
        }
        operation.add("parameters", parameters(offered));
        body(offered).ifPresent(body -> operation.add("requestBody", body));
        return operation.add("responses", responses(offered));
    }

    // ---- what is asked ----

    private JsonArrayBuilder parameters(Offered offered) {
        JsonArrayBuilder all = Json.createArrayBuilder();
        for (String variable : offered.pathVariables()) {
            boolean revision = variable.equals("revision");
            all.add(
                    parameter(
                            variable,
                            "path",
                            revision ? "The revision's id or number" : "The thing's id",
                            revision ? string() : string("uuid"),
                            true));
        }
        offered.filters().forEach(p -> all.add(filter(p)));
        if (offered.list()) {
            all.add(
                    parameter(
                            "after",
                            "query",
                            "Cursor of the answer before; better take its whole next link",
                            string(),
                            false));
            all.add(
                    parameter(
                            "limit",
                            "query",
                            "How many items at most",
                            type("integer")
                                    .add("minimum", 1)
                                    .add("maximum", 100)
                                    .add("default", 25),
                            false));
        }
        if (offered.version()) {
            all.add(
                    parameter(
                            "If-Match",
                            "header",
                            "The ETag of what was read last",
                            string(),
                            true));
        }
        if (offered.http().equals("POST")) {
            all.add(
                    parameter(
                            "Idempotency-Key",
                            "header",
                            "Recommended: 1 to 200 visible ASCII characters. The same request with the same"
                                    + " key is carried out once within 24 hours",
                            string().add("minLength", 1).add("maxLength", 200),
                            false));
        }
        return all;
    }

    private static JsonObjectBuilder filter(java.lang.reflect.Parameter parameter) {
        String name = parameter.getAnnotation(QueryParam.class).value();
        var said = Optional.ofNullable(parameter.getAnnotation(Parameter.class));
        JsonObjectBuilder schema =
                said.map(s -> s.schema().implementation())
                        .filter(Class::isEnum)
                        .map(ApiDescription::choice)
                        .orElseGet(
                                () ->
                                        switch (name) {
                                            case "brand", "campaign", "client", "post" ->
                                                    string("uuid");
                                            case "mine", "active" -> type("boolean");
                                            default -> string();
                                        });
        boolean several = List.class.isAssignableFrom(parameter.getType());
        return parameter(
                name,
                "query",
                said.map(Parameter::description)
                        .filter(text -> !text.isEmpty())
                        .orElse("Only those of this " + name),
                several ? type("array").add("items", schema) : schema,
                said.filter(Parameter::required).isPresent());
    }

    private static JsonObjectBuilder parameter(
            String name,
            String in,
            String description,
            JsonObjectBuilder schema,
            boolean required) {
        return Json.createObjectBuilder()
                .add("name", name)
                .add("in", in)
                .add("description", description)
                .add("required", required)
                .add("schema", schema);
    }

    private Optional<JsonObjectBuilder> body(Offered offered) {
        if (offered.upload()) {
            JsonObjectBuilder bytes = Json.createObjectBuilder().add("schema", string("binary"));
            return Optional.of(
                    Json.createObjectBuilder()
                            .add("required", true)
                            .add("content", Json.createObjectBuilder().add("image/*", bytes)));
        }
        return offered.body()
                .map(
                        type ->
                                Json.createObjectBuilder()
                                        .add("required", true)
                                        .add("content", content(JSON, ref(type))));
    }

    // ---- what is answered ----

    private JsonObjectBuilder responses(Offered offered) {
        JsonObjectBuilder responses =
                Json.createObjectBuilder()
                        .add(Integer.toString(offered.success()), success(offered));
        problems(offered)
                .forEach(
                        (status, text) ->
                                responses.add(
                                        status,
                                        Json.createObjectBuilder()
                                                .add("description", text)
                                                .add(
                                                        "content",
                                                        content(
                                                                Problem.MEDIA_TYPE,
                                                                ref(PROBLEM)))));
        return responses;
    }

    private JsonObjectBuilder success(Offered offered) {
        JsonObjectBuilder response =
                Json.createObjectBuilder().add("description", description(offered));
        JsonObjectBuilder headers =
                Json.createObjectBuilder()
                        .add("RateLimit-Policy", header("The quotas that hold for the caller"))
                        .add("RateLimit", header("What is left of the one that leaves least"));
        if (offered.success() == 201) {
            headers.add("Location", header("Where it is"));
        }
        boolean versioned = offered.success() == 201 || offered.version() || offered.named();
        if (versioned && offered.success() != 204) {
            headers.add("ETag", header("Its version; If-Match and If-None-Match take it"));
        }
        if (offered.list()) {
            headers.add("Link", header("rel=\"next\": the next part, unless this is the end"));
        }
        if (offered.http().equals("POST")) {
            headers.add(
                    ApiRequest.REPLAYED,
                    header("true: the kept answer of an earlier request with the same key"));
        }
        response.add("headers", headers);
        offered.answer().ifPresent(type -> response.add("content", content(JSON, ref(type))));
        return response;
    }

    private static String description(Offered offered) {
        return Optional.ofNullable(offered.method().getAnnotation(APIResponseSchema.class))
                .map(APIResponseSchema::responseDescription)
                .orElseGet(() -> offered.method().getAnnotation(APIResponse.class).description());
    }

    private static Map<String, String> problems(Offered offered) {
        Map<String, String> problems = new TreeMap<>();
        boolean takes = !offered.http().equals("GET");
        if (!offered.open()) {
            problems.put("401", "No access token, or none that counts here");
            problems.put("403", "The caller's role does not allow it");
        }
        if (takes || offered.list() || offered.named()) {
            problems.put("400", "A parameter, header or body that cannot be understood");
        }
        if (takes || offered.named() || offered.open()) {
            problems.put("404", "No such thing for this caller");
        }
        if (takes) {
            problems.put("409", "A gate refuses, or the name is taken");
            problems.put("422", "Understood, and not acceptable as it is");
        }
        if (offered.version()) {
            problems.put("412", "Somebody changed it since");
            problems.put("428", "If-Match is missing");
        }
        if (offered.body().isPresent() || offered.upload()) {
            problems.put("413", "The body is too large");
        }
        if (offered.body().isPresent()) {
            problems.put("415", "The body is not JSON");
        }
        problems.put("429", "A quota is used up; Retry-After says for how long");
        problems.put("500", "A failure of ours, with an incident number");
        return problems;
    }

    private static JsonObject problem() {
        JsonObjectBuilder error =
                type("object")
                        .add(
                                "properties",
                                Json.createObjectBuilder()
                                        .add("field", string())
                                        .add("message", string()));
        return type("object")
                .add("description", "RFC 9457. Programs go by code; detail is for people")
                .add(
                        "properties",
                        Json.createObjectBuilder()
                                .add("type", string("uri"))
                                .add("title", string())
                                .add("status", type("integer"))
                                .add("detail", string())
                                .add("instance", string())
                                .add("code", string())
                                .add("incident", string())
                                .add("errors", type("array").add("items", error)))
                .add(
                        "required",
                        Json.createArrayBuilder(List.of("type", "title", "status", "code")))
                .build();
    }

    private static JsonObjectBuilder header(String description) {
        return Json.createObjectBuilder().add("description", description).add("schema", string());
    }

    private static JsonObjectBuilder content(String mediaType, JsonObjectBuilder schema) {
        return Json.createObjectBuilder()
                .add(mediaType, Json.createObjectBuilder().add("schema", schema));
    }

    // ---- schemas ----

    private JsonObjectBuilder ref(Class<?> type) {
        String name = type.getSimpleName();
        if (!schemas.containsKey(name)) {
            schemas.put(name, record(type));
        }
        return ref(name);
    }

    private static JsonObjectBuilder ref(String name) {
        return Json.createObjectBuilder().add("$ref", "#/components/schemas/" + name);
    }

    private JsonObject record(Class<?> type) {
        JsonObjectBuilder properties = Json.createObjectBuilder();
        JsonArrayBuilder required = Json.createArrayBuilder();
        for (RecordComponent component : type.getRecordComponents()) {
            JsonObjectBuilder member = schema(component.getGenericType());
            if (MEANINGS.containsKey(component.getName())) {
                member.add("description", MEANINGS.get(component.getName()));
            }
            properties.add(component.getName(), member);
            if (component.getType() != Optional.class) {
                required.add(component.getName());
            }
        }
        JsonObject needed = Json.createObjectBuilder().add("required", required).build();
        JsonObjectBuilder object = type("object").add("properties", properties);
        return (needed.getJsonArray("required").isEmpty()
                        ? object
                        : object.add("required", needed.getJsonArray("required")))
                .build();
    }

    private JsonObjectBuilder schema(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type inner = generic.getActualTypeArguments()[0];
            if (generic.getRawType() != Optional.class) {
                return type("array").add("items", schema(inner));
            }
            boolean ofRecord = inner instanceof Class<?> plain && plain.isRecord();
            return (ofRecord
                            ? Json.createObjectBuilder()
                                    .add("allOf", Json.createArrayBuilder().add(schema(inner)))
                            : schema(inner))
                    .add("nullable", true);
        }
        return plain((Class<?>) type);
    }

    private JsonObjectBuilder plain(Class<?> type) {
        if (type.isRecord()) {
            return ref(type);
        }
        if (type.isEnum()) {
            return choice(type);
        }
        if (type == boolean.class) {
            return type("boolean");
        }
        if (type == int.class) {
            return type("integer").add("format", "int32");
        }
        if (type == long.class || type == Long.class) {
            return type("integer").add("format", "int64");
        }
        if (type == UUID.class) {
            return string("uuid");
        }
        if (type == Instant.class) {
            return string("date-time");
        }
        if (type == LocalDate.class) {
            return string("date");
        }
        if (type == JsonObject.class) {
            return type("object").add("additionalProperties", string());
        }
        return string();
    }

    private static JsonObjectBuilder choice(Class<?> type) {
        JsonArrayBuilder constants = Json.createArrayBuilder();
        Stream.of(type.getEnumConstants())
                .forEach(constant -> constants.add(((Enum<?>) constant).name()));
        return string().add("enum", constants);
    }

    private static JsonObjectBuilder string() {
        return type("string");
    }

    private static JsonObjectBuilder string(String format) {
        return string().add("format", format);
    }

    private static JsonObjectBuilder type(String name) {
        return Json.createObjectBuilder().add("type", name);
    }
}
