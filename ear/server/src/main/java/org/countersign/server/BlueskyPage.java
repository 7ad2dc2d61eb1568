package org.countersign.server;

import com.sun.net.httpserver.HttpExchange;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Shows what is on the local Bluesky network, which has no site of its own: {@code /bluesky/} lists
 * the accounts, {@code /bluesky/account/key} is one post with its replies, {@code /bluesky/account}
 * an account's posts. Everything is read from the servers at that moment.
 */
final class BlueskyPage {

    static final String PATH = "/bluesky/";

    private static final String PLACE =
            "Local Bluesky network: a real server, on this machine only";
    private static final Pattern ADDRESS =
            Pattern.compile("/bluesky/(did:plc:[a-z2-7]{24})(?:/([A-Za-z0-9._~-]{1,64}))?");
    private static final Pattern BLOB =
            Pattern.compile("/bluesky/blob/(did:plc:[a-z2-7]{24})/([a-z0-9]{20,100})");
    private static final Pattern IMAGE = Pattern.compile("image/(png|jpeg|webp|gif)");

    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();
    private final String pds;
    private final String view;

    BlueskyPage(Settings settings) {
        this.pds = settings.blueskyUrl() + "/xrpc/";
        this.view = "http://127.0.0.1:" + settings.port(Settings.Port.BLUESKY_APPVIEW) + "/xrpc/";
    }

    void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        try (exchange) {
            Matcher blob = BLOB.matcher(path);
            Matcher address = ADDRESS.matcher(path);
            if (!exchange.getRequestMethod().equals("GET")) {
                Html.send(exchange, 405, "text/plain", "Only GET.");
            } else if (path.equals(PATH)) {
                accounts(exchange);
            } else if (blob.matches()) {
                image(exchange, blob.group(1), blob.group(2));
            } else if (address.matches() && address.group(2) != null) {
                post(exchange, address.group(1), address.group(2));
            } else if (address.matches()) {
                account(exchange, address.group(1));
            } else {
                missing(exchange, "There is no such page.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void accounts(HttpExchange exchange) throws IOException, InterruptedException {
        var rows = new StringBuilder();
        if (json(pds + "com.atproto.sync.listRepos?limit=100").get("repos")
                instanceof JsonArray repos) {
            for (JsonObject repo : repos.getValuesAs(JsonObject.class)) {
                String account = repo.getString("did");
                JsonObject profile =
                        json(
                                view
                                        + "app.bsky.actor.getProfile?actor="
                                        + JsonCalls.encoded(account));
                rows.append("<li><a href=\"/bluesky/").append(Html.escaped(account)).append("\">@");
                rows.append(Html.escaped(profile.getString("handle", account))).append("</a> ");
                rows.append(count(profile, "postsCount", "post")).append("</li>");
            }
        }
        String body =
                rows.isEmpty()
                        ? "<p class=\"empty\">The local network is not running.</p>"
                        : "<ul>" + rows + "</ul>";
        Html.send(exchange, 200, "text/html", Html.frame(PLACE, "Accounts", body));
    }

    private void post(HttpExchange exchange, String account, String key)
            throws IOException, InterruptedException {
        String uri = "at://" + account + "/app.bsky.feed.post/" + key;
        JsonObject thread =
                json(view + "app.bsky.feed.getPostThread?depth=3&uri=" + JsonCalls.encoded(uri));
        if (thread.get("thread") instanceof JsonObject found && found.containsKey("post")) {
            var body = new StringBuilder(article(found.getJsonObject("post")));
            if (found.get("replies") instanceof JsonArray replies && !replies.isEmpty()) {
                body.append("<h2>Replies</h2>");
                for (JsonObject reply : replies.getValuesAs(JsonObject.class)) {
                    if (reply.containsKey("post")) {
                        body.append(article(reply.getJsonObject("post")));
                    }
                }
            }
            String handle = found.getJsonObject("post").getJsonObject("author").getString("handle");
            Html.send(exchange, 200, "text/html", Html.frame(PLACE, "@" + handle, body.toString()));
        } else {
            missing(exchange, "This post is not on the network: never published, or removed.");
        }
    }

    private void account(HttpExchange exchange, String account)
            throws IOException, InterruptedException {
        JsonObject feed =
                json(view + "app.bsky.feed.getAuthorFeed?actor=" + JsonCalls.encoded(account));
        JsonObject profile =
                json(view + "app.bsky.actor.getProfile?actor=" + JsonCalls.encoded(account));
        if (!(feed.get("feed") instanceof JsonArray posts) || !profile.containsKey("handle")) {
            missing(exchange, "There is no such account.");
            return;
        }
        var body = new StringBuilder();
        for (JsonObject post : posts.getValuesAs(JsonObject.class)) {
            body.append(article(post.getJsonObject("post")));
        }
        if (posts.isEmpty()) {
            body.append("<p class=\"empty\">Nothing has been published here yet.</p>");
        }
        Html.send(
                exchange,
                200,
                "text/html",
                Html.frame(PLACE, "@" + profile.getString("handle"), body.toString()));
    }

    private static String article(JsonObject post) {
        JsonObject record = post.getJsonObject("record");
        JsonObject author = post.getJsonObject("author");
        String account = author.getString("did");
        String uri = post.getString("uri");
        var html = new StringBuilder("<article><p class=\"by\"><a href=\"/bluesky/");
        html.append(Html.escaped(account))
                .append("\">@")
                .append(Html.escaped(author.getString("handle")));
        html.append("</a> <a class=\"time\" href=\"/bluesky/")
                .append(Html.escaped(account))
                .append('/');
        html.append(Html.escaped(uri.substring(uri.lastIndexOf('/') + 1))).append("\">");
        html.append(time(record.getString("createdAt", ""))).append("</a></p><p class=\"words\">");
        html.append(Html.linked(record.getString("text", ""))).append("</p>");
        if (record.get("embed") instanceof JsonObject embed) {
            html.append(embed(account, embed));
        }
        html.append("<p class=\"counts\">");
        html.append(count(post, "likeCount", "like")).append(" &middot; ");
        html.append(count(post, "repostCount", "repost")).append(" &middot; ");
        html.append(count(post, "replyCount", "reply")).append("</p></article>");
        return html.toString();
    }

    private static String embed(String account, JsonObject embed) {
        var html = new StringBuilder();
        if (embed.get("images") instanceof JsonArray images) {
            for (JsonObject image : images.getValuesAs(JsonObject.class)) {
                if (Json.createPointer("/image/ref/$link").containsValue(image)) {
                    String alt = Html.escaped(image.getString("alt", ""));
                    html.append("<figure><img src=\"/bluesky/blob/")
                            .append(Html.escaped(account))
                            .append('/')
                            .append(
                                    Html.escaped(
                                            image.getValue("/image/ref/$link")
                                                    .toString()
                                                    .replace("\"", "")))
                            .append("\" alt=\"")
                            .append(alt)
                            .append("\"><figcaption>")
                            .append(alt.isEmpty() ? "no alt text" : "Alt text: " + alt)
                            .append("</figcaption></figure>");
                }
            }
        }
        if (embed.get("external") instanceof JsonObject card) {
            html.append("<p class=\"card\">")
                    .append(Html.escaped(card.getString("title", "")))
                    .append("<br>")
                    .append(Html.linked(card.getString("uri", "")))
                    .append("</p>");
        }
        return html.toString();
    }

    private void image(HttpExchange exchange, String account, String cid)
            throws IOException, InterruptedException {
        String address =
                pds + "com.atproto.sync.getBlob?did=" + JsonCalls.encoded(account) + "&cid=" + cid;
        HttpResponse<byte[]> blob =
                client.send(request(address), HttpResponse.BodyHandlers.ofByteArray());
        String type = blob.headers().firstValue("Content-Type").orElse("");
        if (blob.statusCode() == 200 && IMAGE.matcher(type).matches()) {
            Html.send(exchange, 200, type, blob.body());
        } else {
            missing(exchange, "There is no such image.");
        }
    }

    /** What the server says; an empty object when it says nothing that can be read. */
    private JsonObject json(String address) throws InterruptedException {
        try {
            var response = client.send(request(address), HttpResponse.BodyHandlers.ofInputStream());
            try (var reader = Json.createReader(response.body())) {
                return reader.readValue() instanceof JsonObject object
                        ? object
                        : JsonValue.EMPTY_JSON_OBJECT;
            }
        } catch (IOException | JsonException e) {
            return JsonValue.EMPTY_JSON_OBJECT;
        }
    }

    private static HttpRequest request(String address) {
        return HttpRequest.newBuilder(URI.create(address)).timeout(Duration.ofSeconds(20)).build();
    }

    private static String time(String instant) {
        try {
            return Html.TIME.format(Instant.parse(instant));
        } catch (DateTimeParseException e) {
            return Html.escaped(instant);
        }
    }

    private static String count(JsonObject post, String name, String one) {
        int count = post.getInt(name, 0);
        String many = one.endsWith("y") ? one.substring(0, one.length() - 1) + "ies" : one + "s";
        return count + " " + (count == 1 ? one : many);
    }

    private static void missing(HttpExchange exchange, String text) throws IOException {
        Html.send(
                exchange,
                404,
                "text/html",
                Html.frame(PLACE, "Not found", "<p>" + Html.escaped(text) + "</p>"));
    }
}
