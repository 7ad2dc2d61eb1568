package org.countersign.web.api;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.core.Response;

/** One problem document; its {@code type} and {@code code} stay, its words are for people. */
final class Problem {

    static final String MEDIA_TYPE = "application/problem+json";

    /** Problems are told apart by name; there is nothing to open. */
    static final String TYPE = "urn:countersign:problem:";

    private final int status;
    private final JsonObjectBuilder json = Json.createObjectBuilder();
    private final JsonArrayBuilder errors = Json.createArrayBuilder();
    private boolean erroneous;

    Problem(int status, String code, String title, String instance) {
        this.status = status;
        json.add("type", TYPE + code)
                .add("title", title)
                .add("status", status)
                .add("instance", instance)
                .add("code", code);
    }

    void detail(String text) {
        json.add("detail", text);
    }

    void incident(String number) {
        json.add("incident", number);
    }

    void error(String field, String message) {
        errors.add(Json.createObjectBuilder().add("field", field).add("message", message));
        erroneous = true;
    }

    /** The name of a status; some that Jakarta REST does not know, HTTP does. */
    static String reason(int status) {
        var known = Response.Status.fromStatusCode(status);
        if (known != null) {
            return known.getReasonPhrase();
        }
        return status == 422 ? "Unprocessable Content" : "Refused";
    }

    Response response(ProblemTexts texts) {
        if (erroneous) {
            json.add("errors", errors);
        }
        return Response.status(status, reason(status))
                .type(MEDIA_TYPE)
                .language(texts.language())
                .header("Vary", "Accept-Language")
                .entity(json.build().toString())
                .build();
    }
}
