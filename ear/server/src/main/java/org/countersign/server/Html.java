package org.countersign.server;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The demo's own pages: escaped text in one frame, and headers under which nothing runs. */
final class Html {

    static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMM, HH:mm:ss", Locale.ENGLISH)
                    .withZone(ZoneId.systemDefault());

    private static final Pattern LINK = Pattern.compile("https?://[^\\s<>\"']+[^\\s<>\"'.,;:!?)]");

    private Html() {}

    static void send(HttpExchange exchange, int status, String type, String body)
            throws IOException {
        send(exchange, status, type + "; charset=utf-8", body.getBytes(StandardCharsets.UTF_8));
    }

    static void send(HttpExchange exchange, int status, String type, byte[] body)
            throws IOException {
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", type);
        headers.set(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self';"
                        + " frame-ancestors 'none'");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    static String frame(String place, String title, String body) {
        return "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\""
                + " content=\"width=device-width, initial-scale=1\"><title>"
                + escaped(title)
                + "</title><link rel=\"stylesheet\" href=\"/demo.css\"></head><body><header>"
                + escaped(place)
                + "</header><main><h1>"
                + escaped(title)
                + "</h1>"
                + body
                + "</main></body></html>\n";
    }

    /** Text with its plain links made to follow; all else stays text. */
    static String linked(String text) {
        var result = new StringBuilder();
        Matcher links = LINK.matcher(text);
        int from = 0;
        while (links.find()) {
            String link = escaped(links.group());
            result.append(escaped(text.substring(from, links.start())))
                    .append("<a rel=\"noreferrer\" href=\"")
                    .append(link)
                    .append("\">")
                    .append(link)
                    .append("</a>");
            from = links.end();
        }
        return result.append(escaped(text.substring(from))).toString();
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    static String styles() throws IOException {
        try (InputStream in = Html.class.getResourceAsStream("demo.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
