package org.countersign.server;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoMailTest {

    @TempDir Path root;

    private Settings settings;
    private DataDirectory data;
    private DemoMail mail;

    @BeforeEach
    void start() throws Exception {
        settings =
                Settings.of(
                        Map.of(
                                "COUNTERSIGN_MODE", "demo",
                                "COUNTERSIGN_MAIL_PORT", "0",
                                "COUNTERSIGN_SMTP_PORT", "0"),
                        root);
        data = DataDirectory.take(root.resolve("data"), true);
        mail = new DemoMail(settings, data);
        mail.start();
    }

    @AfterEach
    void stop() throws Exception {
        mail.stop();
        data.close();
    }

    @Test
    void eachRecipientGetsACopyWithBothParts() throws Exception {
        send("Please approve <b>", "See http://harbour.localhost:8080/review/1.", "<p>See</p>");

        JsonObject message = messages("ruth@halden-roast.test").get(0);
        assertThat(message.getString("subject")).isEqualTo("Please approve <b>");
        assertThat(message.getString("text")).startsWith("See http://harbour");
        assertThat(message.getString("html")).startsWith("<p>See</p>");
        assertThat(messages("samir@halden-roast.test")).hasSize(1);
        assertThat(messages("mara@harbour.test")).isEmpty();
    }

    @Test
    void aPageShowsMarkupAsTextAndLinksAsLinks() throws Exception {
        send(
                "Please approve <b>",
                "See http://harbour.localhost:8080/review/1.",
                "<script>alert(1)</script>");

        HttpResponse<String> page =
                get("mails/" + messages("ruth@halden-roast.test").get(0).getInt("id"));

        assertThat(page.body())
                .contains("Please approve &lt;b&gt;")
                .contains("href=\"http://harbour.localhost:8080/review/1\"")
                .contains("&lt;script&gt;")
                .doesNotContain("<script");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .startsWith("default-src 'none'");
        assertThat(get("").body()).contains("Please approve &lt;b&gt;");
    }

    @Test
    void mailsOutliveARestart() throws Exception {
        send("First", "Text", "");
        mail.stop();
        mail = new DemoMail(settings, data);
        mail.start();
        send("Second", "Text", "");

        assertThat(messages("ruth@halden-roast.test"))
                .extracting(m -> m.getString("subject"))
                .containsExactly("Second", "First");
    }

    @Test
    void whatIsNotThereIsNotFound() throws Exception {
        assertThat(get("mails/99").statusCode()).isEqualTo(404);
        assertThat(get("other").statusCode()).isEqualTo(404);
        assertThat(get("bluesky/did:plc:other").statusCode()).isEqualTo(404);
        assertThat(get("bluesky/blob/did:plc:aaaaaaaaaaaaaaaaaaaaaaaa/..%2F..").statusCode())
                .isEqualTo(404);
    }

    private List<JsonObject> messages(String to) throws Exception {
        try (var reader =
                Json.createReader(new StringReader(get("api/messages?to=" + to).body()))) {
            return reader.readArray().getValuesAs(JsonObject.class);
        }
    }

    private HttpResponse<String> get(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(settings.mailPage() + path)).build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private void send(String subject, String text, String html) throws Exception {
        var properties = new Properties();
        properties.put("mail.smtp.host", "127.0.0.1");
        properties.put("mail.smtp.port", Integer.toString(settings.port(Settings.Port.SMTP)));
        var message = new MimeMessage(Session.getInstance(properties));
        message.setFrom(new InternetAddress("countersign@localhost"));
        message.setRecipients(
                Message.RecipientType.TO, "ruth@halden-roast.test, samir@halden-roast.test");
        message.setSubject(subject, "UTF-8");
        var plain = new MimeBodyPart();
        plain.setText(text, "UTF-8");
        var parts = new MimeMultipart("alternative", plain);
        if (!html.isEmpty()) {
            var rich = new MimeBodyPart();
            rich.setContent(html, "text/html; charset=UTF-8");
            parts.addBodyPart(rich);
        }
        message.setContent(parts);
        message.saveChanges();
        Transport.send(message);
    }
}
