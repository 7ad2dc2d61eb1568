package org.countersign.platform.outbound;

import jakarta.json.JsonStructure;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** One request with a body of known length; immutable. */
public final class OutboundRequest {

    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e]*");

    private final String method;
    private final URI uri;
    private final Map<String, String> headers;
    private final byte[] body;
    private final OutboundLimits limits;

    private OutboundRequest(
            String method,
            URI uri,
            Map<String, String> headers,
            byte[] body,
            OutboundLimits limits) {
        this.method = method;
        this.uri = uri;
        this.headers = headers;
        this.body = body;
        this.limits = limits;
    }

    public static OutboundRequest get(URI uri) {
        return new OutboundRequest("GET", uri, Map.of(), null, OutboundLimits.DEFAULT);
    }

    public static OutboundRequest delete(URI uri) {
        return new OutboundRequest("DELETE", uri, Map.of(), null, OutboundLimits.DEFAULT);
    }

    public static OutboundRequest post(URI uri, String contentType, byte[] body) {
        return new OutboundRequest("POST", uri, Map.of(), body.clone(), OutboundLimits.DEFAULT)
                .with("Content-Type", contentType);
    }

    public static OutboundRequest post(URI uri, JsonStructure body) {
        return post(uri, "application/json", body.toString().getBytes(StandardCharsets.UTF_8));
    }

    public static OutboundRequest put(URI uri, String contentType, byte[] body) {
        return new OutboundRequest("PUT", uri, Map.of(), body.clone(), OutboundLimits.DEFAULT)
                .with("Content-Type", contentType);
    }

    public static OutboundRequest put(URI uri, JsonStructure body) {
        return put(uri, "application/json", body.toString().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The same with one header more; a name given twice keeps the last value.
     *
     * @throws IllegalArgumentException if the name or the value could break out of its line, or if
     *     the client itself sets the header
     */
    public OutboundRequest with(String name, String value) {
        String key = name.toLowerCase(Locale.ROOT);
        if (!TOKEN.matcher(name).matches() || !VALUE.matcher(value).matches()) {
            throw new IllegalArgumentException("not a header: " + name);
        }
        switch (key) {
            case "host", "content-length", "transfer-encoding", "connection", "expect", "upgrade" ->
                    throw new IllegalArgumentException("set by the client itself: " + name);
            default -> {
                Map<String, String> more = new LinkedHashMap<>(headers);
                more.put(key, value);
                return new OutboundRequest(
                        method, uri, Collections.unmodifiableMap(more), body, limits);
            }
        }
    }

    public OutboundRequest bearer(String token) {
        return with("Authorization", "Bearer " + token);
    }

    public OutboundRequest within(OutboundLimits other) {
        return new OutboundRequest(method, uri, headers, body, other);
    }

    public String method() {
        return method;
    }

    public URI uri() {
        return uri;
    }

    /** By lower-case name. */
    public Map<String, String> headers() {
        return headers;
    }

    public OutboundLimits limits() {
        return limits;
    }

    byte[] body() {
        return body;
    }

    /** Without headers and body: they hold credentials and content. */
    @Override
    public String toString() {
        return method + " " + uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath();
    }
}
