package org.countersign.acceptance.signin;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.countersign.acceptance.product.Mails;
import org.countersign.acceptance.product.TestPeople.Somebody;
import org.countersign.acceptance.product.Waiting;

/** The codes that somebody of a test was mailed. */
final class MailCodes {

    static final Duration MAILED_WITHIN = Duration.ofSeconds(30);

    private static final Pattern CODE = Pattern.compile("(?m)^(\\d{3} \\d{3})\\s*$");

    private MailCodes() {}

    /** The newest code, once so many have come. */
    static String newest(Somebody somebody, int atLeast) {
        var code = CODE.matcher(mails(somebody, atLeast).get(0).getString("text"));
        assertThat(code.find()).isTrue();
        return code.group(1);
    }

    static List<JsonObject> mails(Somebody somebody, int atLeast) {
        return Waiting.until(
                atLeast + " codes",
                MAILED_WITHIN,
                () ->
                        to(somebody).stream()
                                .filter(mail -> CODE.matcher(mail.getString("text")).find())
                                .toList(),
                found -> found.size() >= atLeast);
    }

    /** Waits for a mail that says something. */
    static void told(Somebody somebody, String words) {
        Waiting.until(
                "a mail that says: " + words,
                MAILED_WITHIN,
                () -> to(somebody),
                found -> found.stream().anyMatch(m -> m.getString("text").contains(words)));
    }

    private static List<JsonObject> to(Somebody somebody) {
        return Mails.to(somebody.username() + "@people.test");
    }

    /** Six other digits. */
    static String wrong(String code) {
        return (code.charAt(0) == '9' ? '0' : '9') + code.substring(1);
    }
}
