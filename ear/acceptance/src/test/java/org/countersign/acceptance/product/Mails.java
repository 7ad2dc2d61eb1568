package org.countersign.acceptance.product;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The demo's letter boxes. */
public final class Mails {

    private static final Duration ARRIVES_WITHIN = Duration.ofSeconds(60);
    private static final Pattern LINK = Pattern.compile("https?://\\S+");

    private Mails() {}

    /** All mails to one address, newest first. */
    public static List<JsonObject> to(String address) {
        String page = Product.running().ready().getString("mail");
        String found =
                Api.read(URI.create(page + "api/messages?to=" + Api.encoded(address)))
                        .expect(200)
                        .body();
        try (var reader = Json.createReader(new StringReader(found))) {
            return reader.readArray().getValuesAs(JsonObject.class);
        }
    }

    /** The link in the newest mail to somebody that speaks of a title. */
    public static String linkTo(String address, String title) {
        Optional<JsonObject> mail =
                Waiting.until(
                        "mail to " + address + " about " + title,
                        ARRIVES_WITHIN,
                        () ->
                                to(address).stream()
                                        .filter(
                                                m ->
                                                        (m.getString("subject")
                                                                        + m.getString("text"))
                                                                .contains(title))
                                        .findFirst(),
                        Optional::isPresent);
        Matcher link = LINK.matcher(mail.orElseThrow().getString("text"));
        if (!link.find()) {
            throw new AssertionError("no link in " + mail);
        }
        return link.group();
    }
}
