package org.countersign.acceptance.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.FilePayload;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import javax.imageio.ImageIO;
import org.countersign.acceptance.product.Api;
import org.countersign.acceptance.product.Console;
import org.countersign.acceptance.product.Mails;
import org.countersign.acceptance.product.Product;
import org.countersign.acceptance.product.Waiting;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An agency gets its own look, on our pages, on Keycloak's and in mails; the other one keeps its.
 */
class LookBrowserIT {

    private static final String PAGE = "/settings/look.xhtml";
    private static final String LOOK = "/api/v1/agencies/current/look";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String ACCENT =
            "() => getComputedStyle(document.documentElement).getPropertyValue('--cs-accent').trim()";
    private static final String DRAWN =
            "() => [...document.querySelectorAll('img.lg, img.mark')].some(i => i.naturalWidth > 1)";

    private static final Api HELEN = Api.as("lumen", "helen");

    private static Chromium chromium;
    private static JsonObject before;
    private static byte[] logoBefore;

    @BeforeAll
    static void open() {
        chromium = new Chromium();
        before = HELEN.get(LOOK).expect(200).json();
        try (var somebody = chromium.visitor(Look.DESKTOP)) {
            logoBefore =
                    somebody.page()
                            .navigate(
                                    Product.running().agency("lumen") + before.getString("logoUrl"))
                            .body();
        }
    }

    @AfterAll
    static void asItWas() {
        chromium.close();
        put(before.getString("name"), before.getString("colour"), "Lumen Social approvals", "");
        upload(logoBefore).expect(200);
        followed();
    }

    static Look[] looks() {
        return new Look[] {
            Look.DESKTOP_GERMAN, Look.DESKTOP_DARK, Look.PHONE, Look.PHONE_DARK,
        };
    }

    @ParameterizedTest
    @MethodSource("looks")
    void thePageAndTheSignInOfTheDemo(Look look) {
        try (var elise = chromium.visitor(look)) {
            elise.at("harbour").goTo(PAGE);
            elise.check("look-sign-in");
            elise.signInIfAsked("elise");
            elise.check("look");
            assertThat((boolean) elise.page().evaluate(DRAWN)).as("the logo is drawn").isTrue();
        }
    }

    @Test
    void theOwnerChangesItAndEveryPageFollows() throws IOException {
        JsonObject realm = Console.of("lumen").get("");
        Object harbour = accentOf("harbour");
        try (var helen = chromium.visitor("lumen", "helen", Look.DESKTOP)) {
            helen.open(PAGE);
            helen.id("look:name").fill("Lumen & Daughters");
            helen.id("look:colour").fill("#ffcc00");
            assertThat(helen.page().locator(".look-unreadable")).isVisible();
            assertThat(helen.page().locator("[data-live=name]").first())
                    .hasText("Lumen & Daughters");
            helen.button("Save").click();
            assertThat(helen.id("look:colour_error")).containsText("nearest shade");
            assertThat(helen.id("look:name")).hasValue("Lumen & Daughters");
            helen.check("look-refused");

            helen.id("look:colour").fill("#0b6e4f");
            assertThat(helen.page().locator(".look-unreadable")).isHidden();
            chooses(
                    helen,
                    "logo.svg",
                    "image/svg+xml",
                    "<svg xmlns='http://www.w3.org/2000/svg'/>");
            helen.button("Save").click();
            assertThat(helen.id("look:logo_error")).containsText("PNG or a JPEG");
            assertThat(helen.id("look:colour")).hasValue("#0b6e4f");

            helen.id("look:logo")
                    .setInputFiles(new FilePayload("logo.png", "image/png", wide(300, 90)));
            helen.id("look:replyTo").fill("hello@lumen.example,other@lumen.example");
            helen.page().locator("#look").evaluate("form => form.noValidate = true");
            helen.button("Save").click();
            assertThat(helen.id("look:replyTo_error")).containsText("one mail address");
            assertThat(helen.says("This logo counts once you save.")).isVisible();

            helen.id("look:replyTo").fill("hello@lumen.example");
            helen.id("look:mailName").fill("Lumen & Daughters mail");
            helen.button("Save").click();
            assertThat(helen.says("The pages have it now")).isVisible();
            assertThat(helen.page().locator(".rail .logo")).containsText("Lumen & Daughters");
            assertThat(helen.page().evaluate(ACCENT)).isEqualTo("#0b6e4f");
            assertThat((boolean) helen.page().evaluate(DRAWN)).isTrue();
            helen.check("look-changed");
        }
        JsonObject now = followed();
        assertThat(now.getString("name")).isEqualTo("Lumen & Daughters");
        signInShowsIt();
        theRealmIsAsStrictAsBefore(realm, Console.of("lumen").get(""));
        mailsShowIt();
        assertThat(accentOf("harbour")).as("the other agency's").isEqualTo(harbour);
    }

    private static void signInShowsIt() {
        for (Look look : List.of(Look.DESKTOP, Look.PHONE_DARK)) {
            try (var stranger = chromium.visitor(look)) {
                stranger.at("lumen").goTo("/");
                assertThat(stranger.page().locator(".agency")).hasText("Lumen & Daughters");
                assertThat((boolean) stranger.page().evaluate(DRAWN)).isTrue();
                if (!look.dark()) {
                    assertThat(stranger.page().evaluate(ACCENT)).isEqualTo("#0b6e4f");
                }
                stranger.check("look-sign-in-changed");
                stranger.signInIfAsked("lily");
                stranger.open("/approval/review.xhtml");
                assertThat(stranger.page().locator(".rt .home")).containsText("Lumen & Daughters");
                stranger.check("look-client");
            }
        }
    }

    private static void theRealmIsAsStrictAsBefore(JsonObject before, JsonObject now) {
        for (String setting :
                List.of(
                        "bruteForceProtected",
                        "permanentLockout",
                        "failureFactor",
                        "waitIncrementSeconds",
                        "maxFailureWaitSeconds",
                        "passwordPolicy",
                        "sslRequired",
                        "browserFlow",
                        "loginTheme")) {
            assertThat(now.get(setting)).as(setting).isEqualTo(before.get(setting));
        }
        assertThat(now.getBoolean("bruteForceProtected")).isTrue();
        var attributes = now.getJsonObject("attributes");
        before.getJsonObject("attributes").keySet().stream()
                .filter(Predicate.not(name -> name.startsWith("countersign.co")))
                .filter(Predicate.not(List.of("countersign.name", "countersign.look")::contains))
                .filter(Predicate.not("countersign.logo"::equals))
                .forEach(
                        name ->
                                assertThat(attributes.get(name))
                                        .as(name)
                                        .isEqualTo(before.getJsonObject("attributes").get(name)));
        assertThat(attributes).containsKeys("acr.loa.map", "countersign.agency");
    }

    private static void mailsShowIt() {
        String mail = "new-" + UUID.randomUUID() + "@people.test";
        HELEN.post(
                        "/api/v1/people",
                        Json.createObjectBuilder()
                                .add("name", "Nadia Berg")
                                .add("mail", mail)
                                .add("roles", Json.createArrayBuilder().add("CREATOR"))
                                .add("allClients", true)
                                .add("clients", Json.createArrayBuilder())
                                .build())
                .expect(201);
        JsonObject sent =
                Waiting.until(
                                "the invitation",
                                PATIENCE,
                                () -> Mails.to(mail),
                                found -> !found.isEmpty())
                        .get(0);
        assertThat(sent.getString("from")).startsWith("Lumen & Daughters mail <");
        assertThat(sent.getString("replyTo")).contains("<hello@lumen.example>");
        assertThat(sent.getString("html"))
                .contains("Lumen &amp; Daughters", "cid:", "solid #0b6e4f");
        assertThat(sent.getString("text")).doesNotContain("<");
        JsonObject smtp = Console.of("lumen").get("").getJsonObject("smtpServer");
        assertThat(smtp.getString("fromDisplayName")).isEqualTo("Lumen & Daughters mail");
        assertThat(smtp.getString("replyTo")).isEqualTo("hello@lumen.example");
    }

    @Test
    void whatCannotBeALookIsRefused() throws IOException {
        refused(LOOK, "#ffcc00", "look.refused.unreadable");
        refused(LOOK, "teal", "look.refused.colour");
        assertThat(upload(bytes("<svg/>")).expect(422).code()).isEqualTo("look.refused.logo_kind");
        assertThat(upload(wide(1025, 40)).expect(422).code()).isEqualTo("look.refused.logo_pixels");
        assertThat(upload(new byte[200 * 1024]).expect(422).code())
                .isEqualTo("look.refused.logo_kilobytes");
        upload(new byte[2 * 1024 * 1024]).expect(413);
        assertThat(
                        HELEN.send(
                                        "PUT",
                                        LOOK + "/logo",
                                        HttpRequest.BodyPublishers.ofByteArray(wide(64, 64)),
                                        Map.of("Content-Type", "image/png"))
                                .status())
                .isEqualTo(428);
        HELEN.put(LOOK, look("Lumen", "", "", ""), Map.of("If-Match", "\"0\"")).expect(412);
    }

    @Test
    void nobodyButTheOwnerMayChangeIt() {
        for (String other : List.of("mara", "ruth")) {
            Api somebody = Api.as("harbour", other);
            somebody.put(LOOK, look("Mine", "", "", ""), Map.of("If-Match", "\"1\"")).expect(403);
            somebody.get(LOOK).expect(403);
        }
        try (var mara = chromium.visitor("harbour", "mara", Look.DESKTOP)) {
            mara.open("/settings/you.xhtml");
            assertThat(mara.link("Look")).hasCount(0);
            mara.open(PAGE);
            assertThat(mara.heading()).doesNotContain("Settings");
        }
    }

    @Test
    void oneHostNeverShowsAnothersLook() throws IOException {
        Api.Answer own = Api.nobody("lumen.localhost").get("/look/accent.css?v=1").expect(200);
        Api.Answer others = Api.nobody("harbour.localhost").get("/look/accent.css?v=1").expect(200);

        assertThat(own.body()).contains("--cs-accent:").isNotEqualTo(others.body());
        assertThat(own.header("Content-Type")).startsWith("text/css");
        assertThat(Api.nobody("nobody.localhost").get("/look/accent.css").status()).isEqualTo(404);
        URI keycloak = URI.create(Product.running().ready().getString("keycloak"));
        String theirs =
                Api.read(keycloak.resolve("/realms/harbour/countersign/brand.css"))
                        .expect(200)
                        .body();
        String accent = others.body().substring(others.body().indexOf("--cs-accent:"));
        assertThat(theirs).as("the same shades").contains(accent.substring(0, 20));
    }

    private static void refused(String path, String colour, String code) {
        assertThat(HELEN.put(path, look("Lumen", colour, "", ""), version()).expect(422).code())
                .isEqualTo(code);
    }

    private static Object accentOf(String agency) {
        return Api.nobody(agency + ".localhost").get("/look/accent.css").expect(200).body();
    }

    private static void put(String name, String colour, String mailName, String replyTo) {
        HELEN.put(LOOK, look(name, colour, mailName, replyTo), version()).expect(200);
    }

    private static JsonObject look(String name, String colour, String mailName, String replyTo) {
        return Json.createObjectBuilder()
                .add("name", name)
                .add("colour", colour)
                .add("mailName", mailName)
                .add("replyTo", replyTo)
                .build();
    }

    private static Api.Answer upload(byte[] bytes) {
        return HELEN.send(
                "PUT",
                LOOK + "/logo",
                HttpRequest.BodyPublishers.ofByteArray(bytes),
                Map.of(
                        "Content-Type",
                        "application/octet-stream",
                        "If-Match",
                        version().get("If-Match")));
    }

    private static Map<String, String> version() {
        return Map.of("If-Match", HELEN.get(LOOK).expect(200).header("ETag"));
    }

    /** What the books say, once Keycloak says it too. */
    private static JsonObject followed() {
        return Waiting.until(
                "Keycloak has followed",
                PATIENCE,
                () -> HELEN.get(LOOK).expect(200).json(),
                look -> look.getString("signInService").equals("DONE"));
    }

    private static void chooses(Visitor visitor, String name, String type, String content) {
        visitor.id("look:logo").setInputFiles(new FilePayload(name, type, bytes(content)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] wide(int width, int height) throws IOException {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        var pen = image.createGraphics();
        pen.setColor(new Color(0x0b6e4f));
        pen.fillOval(0, 0, height, height);
        pen.fillRect(height + 10, height / 3, width - height - 10, height / 3);
        pen.dispose();
        var out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }
}
