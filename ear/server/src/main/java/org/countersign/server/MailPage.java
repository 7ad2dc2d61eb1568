package org.countersign.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
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

    private static final String PLACE = "Countersign demo mail: nothing here leaves this machine";
    private static final Pattern ONE = Pattern.compile("/mails/(\\d{1,9})");

    private final DemoMail mail;
    private final HttpServer server;
    private final ExecutorService workers = Executors.newFixedThreadPool(2);

    MailPage(DemoMail mail, Settings settings) throws IOException {
        int port = settings.port(Settings.Port.MAIL);
        this.mail = mail;
        this.server =
                HttpServer.create(
                        new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 0);
        server.createContext("/", this::answer);
        server.createContext(BlueskyPage.PATH, new BlueskyPage(settings)::answer);
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
                Html.send(exchange, 405, "text/plain", "Only GET.");
                return;
            }
            Matcher one = ONE.matcher(path);
            if (path.equals("/")) {
                Html.send(exchange, 200, "text/html", list(parameter(exchange, "to")));
            } else if (path.equals("/demo.css")) {
                Html.send(exchange, 200, "text/css", Html.styles());
            } else if (path.equals("/api/messages")) {
                Html.send(exchange, 200, "application/json", json(parameter(exchange, "to")));
            } else if (one.matches()) {
                Optional<DemoMail.Mail> found = mail.mail(Integer.parseInt(one.group(1)));
                if (found.isPresent()) {
                    Html.send(exchange, 200, "text/html", page(found.get()));
                } else {
                    Html.send(
                            exchange,
                            404,
                            "text/html",
                            Html.frame(PLACE, "Not found", "<p>There is no such mail.</p>"));
                }
            } else {
                Html.send(
                        exchange,
                        404,
                        "text/html",
                        Html.frame(PLACE, "Not found", "<p>There is no such page.</p>"));
            }
        }
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
                            .add("replyTo", m.replyTo())
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
                    .append(Html.escaped(m.to()))
                    .append("</td><td><a href=\"/mails/")
                    .append(m.id())
                    .append("\">")
                    .append(Html.escaped(m.subject().isBlank() ? "(no subject)" : m.subject()))
                    .append("</a></td><td class=\"time\">")
                    .append(Html.TIME.format(m.sent()))
                    .append("</td></tr>\n");
        }
        String filter =
                "<form><label for=\"to\">Recipient</label> <input id=\"to\" name=\"to\" type=\"search\""
                        + " placeholder=\"ruth@halden-roast.test\" value=\""
                        + to.map(Html::escaped).orElse("")
                        + "\"> <button>Show</button></form>";
        String table =
                rows.isEmpty()
                        ? "<p class=\"empty\">No mail yet. Submit a post for approval, and the client's approver"
                                + " gets one here.</p>"
                        : "<table><thead><tr><th scope=\"col\">To</th><th scope=\"col\">Subject</th><th"
                                + " scope=\"col\">Sent</th></tr></thead><tbody>\n"
                                + rows
                                + "</tbody></table>";
        return Html.frame(PLACE, "Demo mail", filter + table);
    }

    private static String page(DemoMail.Mail m) {
        var body = new StringBuilder();
        body.append("<p><a href=\"/\">All mail</a></p><dl><dt>To</dt><dd>")
                .append(Html.escaped(m.to()))
                .append("</dd><dt>From</dt><dd>")
                .append(Html.escaped(m.from()))
                .append(
                        m.replyTo().isEmpty()
                                ? ""
                                : "</dd><dt>Answers to</dt><dd>" + Html.escaped(m.replyTo()))
                .append("</dd><dt>Sent</dt><dd>")
                .append(Html.TIME.format(m.sent()))
                .append("</dd></dl>");
        if (!m.text().isBlank()) {
            body.append("<pre class=\"text\">").append(Html.linked(m.text())).append("</pre>");
        }
        if (!m.html().isBlank()) {
            body.append("<details><summary>The HTML part, as text</summary><pre>")
                    .append(Html.escaped(m.html()))
                    .append("</pre></details>");
        }
        return Html.frame(
                PLACE, m.subject().isBlank() ? "(no subject)" : m.subject(), body.toString());
    }
}
