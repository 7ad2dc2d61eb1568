package org.countersign.web.security;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Refusals of the API that are made before it is reached, as RFC 9457 problems. */
final class Problems {

    /** Not among the servlet API's constants. */
    private static final int TOO_MANY_REQUESTS = 429;

    private Problems() {}

    /** 401 with a challenge: no token was sent. */
    static void tokenMissing(HttpServletResponse response, String realm, String path)
            throws IOException {
        response.setHeader("WWW-Authenticate", "Bearer realm=\"" + quoted(realm) + "\"");
        write(
                response,
                HttpServletResponse.SC_UNAUTHORIZED,
                "token_missing",
                "Sign in first",
                "Send an access token of this agency in the Authorization header.",
                path);
    }

    /** 401 with a challenge: the token proves nothing here. */
    static void tokenRefused(HttpServletResponse response, String realm, String reason, String path)
            throws IOException {
        response.setHeader(
                "WWW-Authenticate",
                "Bearer realm=\""
                        + quoted(realm)
                        + "\", error=\"invalid_token\", error_description=\""
                        + quoted(reason)
                        + "\"");
        write(
                response,
                HttpServletResponse.SC_UNAUTHORIZED,
                "invalid_token",
                "The access token is not accepted",
                reason,
                path);
    }

    /** 403: the token is good, but its holder is not in the agency's books, or no longer. */
    static void noRole(HttpServletResponse response, String path) throws IOException {
        write(
                response,
                HttpServletResponse.SC_FORBIDDEN,
                "no_role",
                "You have no role in this agency",
                "Ask the agency for one.",
                path);
    }

    /**
     * 429: a quota is used up.
     *
     * @param quota its name in the {@code RateLimit-Policy} header
     */
    static void tooMany(HttpServletResponse response, String quota, String path)
            throws IOException {
        write(
                response,
                TOO_MANY_REQUESTS,
                problem(
                                TOO_MANY_REQUESTS,
                                "quota_exceeded",
                                "Too many requests",
                                "Wait for as long as Retry-After says, then go on.",
                                path)
                        .add("violated-policies", Json.createArrayBuilder().add(quota)));
    }

    /**
     * A refusal of the container's, which knows nothing but the status.
     *
     * @param detail may be null
     */
    static void write(HttpServletResponse response, int status, String detail, String path)
            throws IOException {
        var known = Response.Status.fromStatusCode(status);
        String title = known == null ? "Refused" : known.getReasonPhrase();
        String code = title.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "_");
        write(response, status, code, title, detail == null ? title : detail, path);
    }

    static void write(
            HttpServletResponse response,
            int status,
            String code,
            String title,
            String detail,
            String path)
            throws IOException {
        write(response, status, problem(status, code, title, detail, path));
    }

    private static JsonObjectBuilder problem(
            int status, String code, String title, String detail, String path) {
        return Json.createObjectBuilder()
                .add("type", "urn:countersign:problem:" + code)
                .add("title", title)
                .add("status", status)
                .add("detail", detail)
                .add("instance", path)
                .add("code", code);
    }

    private static void write(HttpServletResponse response, int status, JsonObjectBuilder problem)
            throws IOException {
        byte[] body = problem.build().toString().getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType("application/problem+json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /** What may stand between quotes in a header; all else becomes a question mark. */
    private static String quoted(String text) {
        return text.replaceAll("[^ !#-\\[\\]-~]", "?");
    }
}
