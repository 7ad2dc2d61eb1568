package org.countersign.acceptance.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.countersign.acceptance.product.Api;
import org.countersign.acceptance.product.ApiLine;
import org.countersign.acceptance.product.TestPeople;
import org.countersign.acceptance.product.VendorLine;
import org.countersign.acceptance.product.Waiting;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every page in both themes, both languages, on a desk and on a phone: axe finds nothing. */
class PagesBrowserIT {

    private static Chromium chromium;
    private static String campaign;
    private static JsonObject post;
    private static String brand;
    private static String client;
    private static String channel;
    private static String submission = "";
    private static VendorLine vendor;
    private static JsonObject open;
    private static JsonObject proposed;
    private static JsonObject offered;
    private static String vendorsPost;

    @BeforeAll
    static void somethingToShow() {
        chromium = new Chromium();
        var line = ApiLine.halden();
        brand = line.brandId();
        channel = line.channelId();
        client =
                line.staff()
                        .get("/api/v1/brands/" + brand)
                        .expect(200)
                        .json()
                        .getString("clientId");
        campaign = line.campaign("Pages");
        post =
                line.write(
                        campaign,
                        "A post for every page",
                        "The best coffee is the one you share. #SlowMornings",
                        Instant.now().plus(2, ChronoUnit.DAYS),
                        line.picture(ApiLine.png(7)));
        if (line.connected()) {
            submission = line.submit(post);
        }
        vendor = new VendorLine();
        open = vendor.open("Three films about slow mornings", campaign);
        proposed = vendor.proposed("Stills of the new roastery", campaign);
        offered = vendor.approved("A sketch for spring", campaign);
        vendorsPost =
                vendor.write(campaign, "A film about milk").expect(201).json().getString("id");
    }

    @AfterAll
    static void end() {
        chromium.close();
    }

    static Stream<Look> looks() {
        return Stream.of(
                Look.DESKTOP, Look.DESKTOP_GERMAN, Look.DESKTOP_DARK, Look.PHONE_DARK, Look.PHONE);
    }

    @ParameterizedTest
    @MethodSource("looks")
    void staffPages(Look look) {
        var pages = new LinkedHashMap<String, String>();
        pages.put("desk", "/desk.xhtml");
        pages.put("campaigns", "/campaign/campaigns.xhtml");
        pages.put("campaign", "/campaign/campaign.xhtml?id=" + campaign);
        pages.put("campaign-new", "/campaign/campaign.xhtml");
        pages.put("posts", "/content/posts.xhtml");
        pages.put("post-start", "/content/post.xhtml");
        pages.put("post", "/content/post.xhtml?id=" + post.getString("id"));
        pages.put("approvals", "/approval/approvals.xhtml");
        pages.put("clients", "/tenancy/clients.xhtml");
        pages.put("brand", "/tenancy/brand.xhtml?id=" + brand);
        pages.put("client", "/tenancy/client.xhtml?id=" + client);
        pages.put("brand-profile", "/tenancy/profile.xhtml?id=" + brand);
        pages.put("brand-new", "/tenancy/profile.xhtml?client=" + client);
        pages.put("channel", "/tenancy/channel.xhtml?id=" + channel);
        pages.put("channel-new", "/tenancy/channel.xhtml?brand=" + brand);
        pages.put("channel-not-ours", "/publishing/connect.xhtml?channel=" + channel);
        pages.put("networks", "/settings/networks.xhtml");
        pages.put("vendors", "/vendor/vendors.xhtml");
        pages.put("vendor", "/vendor/vendor.xhtml?id=" + vendor.vendor());
        pages.put("vendor-new", "/vendor/vendor.xhtml");
        pages.put("vendor-texts", "/vendor/texts.xhtml");
        pages.put("assignment", "/vendor/assignment.xhtml?id=" + VendorLine.id(open));
        pages.put("assignment-new", "/vendor/assignment.xhtml?vendor=" + vendor.vendor());
        pages.put("stop-vendor", "/safety/stop.xhtml?vendor=" + vendor.vendor());
        pages.put("stop", "/safety/stop.xhtml");
        pages.put("audit", "/audit/audit.xhtml");
        pages.put("audit-entry", "/audit/audit.xhtml?entry=1");
        pages.put("settings-you", "/settings/you.xhtml");
        pages.put("settings-my-data", "/settings/my-data.xhtml");
        pages.put("settings-consents", "/settings/consents.xhtml");
        pages.put("not-found", "/nothing-here.xhtml");
        try (var mara = chromium.visitor("harbour", "mara", look)) {
            walk(mara, "staff", pages);
            assertThat(mara.page().locator("html").getAttribute("lang"))
                    .isEqualTo(look.language().substring(0, 2));
        }
    }

    @ParameterizedTest
    @MethodSource("looks")
    void ownerPages(Look look) {
        var pages = new LinkedHashMap<String, String>();
        pages.put("people", "/settings/people.xhtml");
        pages.put("person", "/settings/person.xhtml?id=" + TestPeople.owner("harbour"));
        pages.put(
                "person-other",
                "/settings/person.xhtml?id="
                        + TestPeople.person("harbour", "creator", "").getString("id"));
        pages.put("walls", "/settings/walls.xhtml");
        pages.put("actions", "/settings/actions.xhtml");
        pages.put("programs", "/settings/programs.xhtml");
        pages.put("devices", "/settings/devices.xhtml");
        pages.put("privacy", "/settings/privacy.xhtml");
        pages.put("look", "/settings/look.xhtml");
        pages.put("people-data", "/settings/people-data.xhtml");
        pages.put(
                "people-data-person",
                "/settings/people-data.xhtml?person="
                        + TestPeople.person("harbour", "creator", "").getString("id"));
        pages.put("companies", "/tenancy/companies.xhtml");
        pages.put(
                "workflow", "/approval/workflow.xhtml?client=55b39b72-e478-5c9a-962e-77fc29644821");
        pages.put("company", "/tenancy/company.xhtml?id=55b39b72-e478-5c9a-962e-77fc29644821");
        try (var elise = chromium.visitor("harbour", "elise", look)) {
            walk(elise, "owner", pages);
        }
    }

    @ParameterizedTest
    @MethodSource("looks")
    void clientPages(Look look) {
        var pages = new LinkedHashMap<String, String>();
        pages.put("review", "/approval/review.xhtml");
        if (!submission.isEmpty()) {
            pages.put("review-post", "/approval/review.xhtml?id=" + submission);
        }
        pages.put("vendors", "/vendor/approve.xhtml");
        pages.put("vendor-waiting", "/vendor/approve.xhtml?id=" + VendorLine.id(proposed));
        pages.put("vendor-working", "/vendor/approve.xhtml?id=" + VendorLine.id(open));
        pages.put("stop", "/safety/stop.xhtml");
        pages.put("settings-you", "/settings/you.xhtml");
        pages.put("settings-my-data", "/settings/my-data.xhtml");
        pages.put("settings-consents", "/settings/consents.xhtml");
        pages.put("team", "/settings/team.xhtml");
        pages.put("address", "/settings/address.xhtml");
        pages.put("workflow", "/approval/workflow.xhtml");
        pages.put("sign-on", "/settings/sign-on.xhtml");
        pages.put("not-found", "/nothing-here.xhtml");
        try (var ruth = chromium.visitor("harbour", "ruth", look)) {
            walk(ruth, "client", pages);
        }
    }

    @ParameterizedTest
    @MethodSource("looks")
    void operatorPages(Look look) {
        var pages = new LinkedHashMap<String, String>();
        pages.put("agencies", "/operator/agencies.xhtml");
        pages.put("agencies-none", "/operator/agencies.xhtml?q=nothing+of+that+name");
        pages.put("agency", "/operator/agency.xhtml?id=" + agency("harbour"));
        pages.put("agency-suspended", "/operator/agency.xhtml?id=" + suspended());
        pages.put("agency-new", "/operator/new.xhtml");
        pages.put("health", "/operator/health.xhtml");
        pages.put("apps", "/operator/apps.xhtml");
        pages.put("app", "/operator/apps.xhtml?id=" + app());
        pages.put("settings-you", "/settings/you.xhtml");
        pages.put("not-found", "/nothing-here.xhtml");
        try (var olga = chromium.visitor("operator", "olga", look)) {
            walk(olga, "operator", pages);
        }
    }

    /** An app of the operator's; one is added when there is none. */
    private static String app() {
        var olga = Api.as("operator", "olga");
        var all = olga.get("/api/v1/operator/apps").expect(200).json().getJsonArray("items");
        return all.isEmpty()
                ? olga.post(
                                "/api/v1/operator/apps",
                                Json.createObjectBuilder()
                                        .add("network", "bluesky")
                                        .add("name", "Countersign at Bluesky")
                                        .add("clientId", "countersign")
                                        .add("secret", "a secret of a test")
                                        .build())
                        .expect(201)
                        .json()
                        .getString("id")
                : all.getJsonObject(0).getString("id");
    }

    private static String agency(String slug) {
        var found =
                Api.as("operator", "olga")
                        .get("/api/v1/operator/agencies?q=" + slug)
                        .expect(200)
                        .json()
                        .getJsonArray("items");
        return found.isEmpty() ? "" : found.getJsonObject(0).getString("id");
    }

    /** An agency at rest, made at the first wish. */
    private static String suspended() {
        String known = agency("resting");
        if (!known.isEmpty()) {
            return known;
        }
        var olga = Api.as("operator", "olga");
        String path = "/api/v1/operator/agencies";
        String id =
                olga.post(
                                path,
                                Json.createObjectBuilder()
                                        .add("slug", "resting")
                                        .add("name", "Resting & Sons")
                                        .add("ownerName", "Rita Rest")
                                        .add("ownerMail", "rita@resting.test")
                                        .build())
                        .expect(201)
                        .json()
                        .getString("id");
        done(path + "/" + id);
        olga.post(path + "/" + id + "/suspensions", JsonObject.EMPTY_JSON_OBJECT).expect(201);
        done(path + "/" + id);
        return id;
    }

    private static void done(String agency) {
        Waiting.until(
                "task of " + agency,
                java.time.Duration.ofMinutes(3),
                () -> Api.as("operator", "olga").get(agency).expect(200).json().getString("task"),
                "DONE"::equals);
    }

    void ownersPages(Look look) {
        try (var elise = chromium.visitor("harbour", "elise", look)) {
            walk(
                    elise,
                    "owner",
                    Map.of(
                            "programs",
                            "/settings/programs.xhtml",
                            "devices",
                            "/settings/devices.xhtml"));
        }
    }

    @ParameterizedTest
    @MethodSource("looks")
    void vendorPages(Look look) {
        var pages = new LinkedHashMap<String, String>();
        pages.put("desk", "/vendor/desk.xhtml");
        pages.put("accept", "/vendor/work.xhtml?id=" + VendorLine.id(offered));
        pages.put("work", "/vendor/work.xhtml?id=" + VendorLine.id(open));
        pages.put("post-start", "/content/post.xhtml");
        pages.put("post", "/content/post.xhtml?id=" + vendorsPost);
        pages.put("you", "/settings/you.xhtml");
        try (var person = chromium.visitor("harbour", vendor.person().username(), look)) {
            walk(person, "vendor", pages);
        }
    }

    @Test
    void theLanguageAndTheThemeAreAPersonsChoice() {
        try (var mara = chromium.visitor("harbour", "mara", Look.DESKTOP)) {
            mara.open("/desk.xhtml");
            mara.page().locator("nav.rail details.person summary").click();
            mara.page().locator("nav.rail button[name=lang][value=de]").click();
            assertThat(mara.page().locator("html")).hasAttribute("lang", "de");
            mara.page().locator("nav.rail details.person summary").click();
            mara.page().locator("nav.rail button[name=theme][value=dark]").click();
            assertThat(mara.page().locator("html")).hasAttribute("data-theme", "dark");
            mara.open("/content/posts.xhtml");
            assertThat(mara.page().locator("html")).hasAttribute("data-theme", "dark");
            assertThat(mara.page().locator("html")).hasAttribute("lang", "de");
        }
    }

    @Test
    void anUnknownHostHasAPageOfItsOwn() {
        try (var somebody = chromium.visitor(Look.PHONE)) {
            var address =
                    org.countersign.acceptance.product.Product.running()
                            .agency("harbour")
                            .toString()
                            .replace("harbour.", "nowhere.");
            var answer = somebody.page().navigate(address + "/desk.xhtml");
            assertThat(answer.status()).isEqualTo(404);
            assertThat(somebody.heading()).isEqualTo("There is nothing here");
            somebody.check("unknown-host");
        }
    }

    private static void walk(Visitor visitor, String who, Map<String, String> pages) {
        var wrong = new org.assertj.core.api.SoftAssertions();
        pages.forEach(
                (name, path) -> {
                    visitor.open(path);
                    wrong.assertThatCode(() -> visitor.check(who + "-" + name))
                            .doesNotThrowAnyException();
                });
        wrong.assertAll();
    }
}
