package org.countersign.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Shows the demo's mails: {@code /} lists them, {@code /mails/7} shows one, {@code
 * /api/messages?to=address} gives them to tests. Nothing a mail contains is run or loaded: markup
 * is shown as text, only plain links can be followed.
 */
final class MailPage implements AutoCloseable {

    private static final Pattern LINK = Pattern.compile("https?://[^\\s<>\"']+[^\\s<>\"'.,;:!?)]");
    private static final Pattern ONE = Pattern.compile("/mails/(\\d{1,9})");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMM, HH:mm:ss", Locale.ENGLISH)
                    .withZone(ZoneId.systemDefault());

    private final DemoMail mail;
    private final HttpServer server;
    private final ExecutorService workers = Executors.newFixedThreadPool(2);

    MailPage(DemoMail mail, int port) throws IOException {
        this.mail = mail;
        this.server =
                HttpServer.create(
                        new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 0);
        server.createContext("/", this::answer);
        server.setExecutor(workers);
        server.start();
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        try (exchange) {
            if (!exchange.getRequestMethod().equals("GET")) {
                send(exchange, 405, "text/plain", "Only GET.");
                return;
            }
            Matcher one = ONE.matcher(path);
            if (path.equals("/")) {
                send(exchange, 200, "text/html", list(parameter(exchange, "to")));
            } else if (path.equals("/mail.css")) {
                send(exchange, 200, "text/css", styles());
            } else if (path.equals("/api/messages")) {
                send(exchange, 200, "application/json", json(parameter(exchange, "to")));
            } else if (one.matches()) {
                Optional<DemoMail.Mail> found = mail.mail(Integer.parseInt(one.group(1)));
                if (found.isPresent()) {
                    send(exchange, 200, "text/html", page(found.get()));
                } else {
                    send(
                            exchange,
                            404,
                            "text/html",
                            frame("Not found", "<p>There is no such mail.</p>"));
                }
            } else {
                send(
                        exchange,
                        404,
                        "text/html",
                        frame("Not found", "<p>There is no such page.</p>"));
            }
        }
    }

    private static void send(HttpExchange exchange, int status, String type, String body)
            throws IOException {
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", type + "; charset=utf-8");
        headers.set(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self';"
                        + " frame-ancestors 'none'");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cache-Control", "no-store");
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static Optional<String> parameter(HttpExchange exchange, String name) {
        String query = exchange.getRequestURI().getRawQuery();
        if (query == null) {
            return Optional.empty();
        }
        for (String pair : query.split("&")) {
            if (pair.startsWith(name + "=")) {
                String value = pair.substring(name.length() + 1);
                try {
                    return Optional.of(URLDecoder.decode(value, StandardCharsets.UTF_8).strip())
                            .filter(v -> !v.isEmpty());
                } catch (IllegalArgumentException e) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    private String json(Optional<String> to) throws IOException {
        JsonArrayBuilder all = Json.createArrayBuilder();
        for (DemoMail.Mail m : mail.mails(to)) {
            JsonObject one =
                    Json.createObjectBuilder()
                            .add("id", m.id())
                            .add("to", m.to())
                            .add("from", m.from())
                            .add("subject", m.subject())
                            .add("sent", m.sent().toString())
                            .add("text", m.text())
                            .add("html", m.html())
                            .build();
            all.add(one);
        }
        return all.build().toString();
    }

    private String list(Optional<String> to) throws IOException {
        var rows = new StringBuilder();
        for (DemoMail.Mail m : mail.mails(to)) {
            rows.append("<tr><td class=\"to\">")
                    .append(escaped(m.to()))
                    .append("</td><td><a href=\"/mails/")
                    .append(m.id())
                    .append("\">")
                    .append(escaped(m.subject().isBlank() ? "(no subject)" : m.subject()))
                    .append("</a></td><td class=\"time\">")
                    .append(TIME.format(m.sent()))
                    .append("</td></tr>\n");
        }
        String filter =
                "<form><label for=\"to\">Recipient</label> <input id=\"to\" name=\"to\" type=\"search\""
                        + " placeholder=\"ruth@halden-roast.test\" value=\""
                        + to.map(MailPage::escaped).orElse("")
                        + "\"> <button>Show</button></form>";
        String table =
                rows.isEmpty()
                        ? "<p class=\"empty\">No mail yet. Submit a post for approval, and the client's approver"
                                + " gets one here.</p>"
                        : "<table><thead><tr><th scope=\"col\">To</th><th scope=\"col\">Subject</th><th"
                                + " scope=\"col\">Sent</th></tr></thead><tbody>\n"
                                + rows
                                + "</tbody></table>";
        return frame("Demo mail", filter + table);
    }

    private static String page(DemoMail.Mail m) {
        var body = new StringBuilder();
        body.append("<p><a href=\"/\">All mail</a></p><dl><dt>To</dt><dd>")
                .append(escaped(m.to()))
                .append("</dd><dt>From</dt><dd>")
                .append(escaped(m.from()))
                .append("</dd><dt>Sent</dt><dd>")
                .append(TIME.format(m.sent()))
                .append("</dd></dl>");
        if (!m.text().isBlank()) {
            body.append("<pre class=\"text\">").append(linked(m.text())).append("</pre>");
        }
        if (!m.html().isBlank()) {
            body.append("<details><summary>The HTML part, as text</summary><pre>")
                    .append(escaped(m.html()))
                    .append("</pre></details>");
        }
        return frame(m.subject().isBlank() ? "(no subject)" : m.subject(), body.toString());
    }

    private static String frame(String title, String body) {
        return "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\""
                + " content=\"width=device-width, initial-scale=1\"><title>"
                + escaped(title)
                + "</title><link rel=\"stylesheet\" href=\"/mail.css\"></head><body><header>Countersign demo"
                + " mail &ndash; nothing here leaves this machine</header><main><h1>"
                + escaped(title)
                + "</h1>"
                + body
                + "</main></body></html>\n";
    }

    private static String linked(String text) {
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

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static String styles() throws IOException {
        try (InputStream in = MailPage.class.getResourceAsStream("mail.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
