package org.countersign.acceptance.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.countersign.acceptance.product.Api;
import org.countersign.acceptance.product.ApiLine;
import org.countersign.acceptance.product.BlueskyAccount;
import org.countersign.acceptance.product.Database;
import org.countersign.acceptance.product.Mails;
import org.countersign.acceptance.product.Product;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The client connects its account by a mailed link; nobody else can, and nothing keeps the
 * password.
 */
class ConnectBrowserIT {

    private static Chromium chromium;
    private static ApiLine line;
    private static String brand;
    private static BlueskyAccount account;
    private static String channel;

    @BeforeAll
    static void aChannelWithoutACredential() {
        line = ApiLine.halden();
        assumeTrue(line.connected(), "the local Bluesky network is not running: is npm installed?");
        chromium = new Chromium();
        brand = line.sisterBrand("Halden Tea");
        account = BlueskyAccount.make(server());
    }

    @AfterAll
    static void end() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @Test
    void theInvitedPersonConnectsAndNobodyElse() throws SQLException {
        try (var mara = chromium.visitor("harbour", "mara", Look.DESKTOP)) {
            mara.open("/tenancy/brand.xhtml?id=" + brand).check("staff-brand-channels");
            mara.link("New channel").click();
            mara.id("new:handle").fill(account.handle());
            mara.id("new:serviceUrl").fill(account.server());
            mara.id("new:add").click();
            assertThat(mara.id("ask-form:person")).isVisible();
            channel = mara.page().url().replaceFirst(".*id=", "");
            mara.check("staff-channel-new");
            mara.open("/publishing/connect.xhtml?channel=" + channel);
            assertThat(mara.says("Only the client connects this account")).isVisible();
            assertThat(mara.id("connect:appPassword")).hasCount(0);
            mara.open("/tenancy/channel.xhtml?id=" + channel);
            mara.page().locator("[id='ask-form:person']").selectOption(samir());
            mara.id("ask-form:invite").click();
            assertThat(mara.says("is on its way")).isVisible();
            mara.check("staff-channel-asked");
        }
        String link = Mails.linkTo(line.mailOf("samir"), account.handle());

        for (String other : List.of("nele", "ruth", "anders")) {
            try (var forwarded = chromium.visitor("harbour", other, Look.PHONE)) {
                forwarded.open(link);
                assertThat(forwarded.heading()).isEqualTo("There is nothing here");
            }
        }
        try (var mara = chromium.visitor("harbour", "mara", Look.DESKTOP)) {
            mara.open(link);
            assertThat(mara.id("connect:appPassword")).hasCount(0);
        }

        String appPassword = account.appPassword("countersign");
        try (var samir = chromium.visitor("harbour", "samir", Look.PHONE)) {
            samir.open(link);
            assertThat(samir.says("Harbour")).isVisible();
            samir.check("client-connect");
            give(samir, "wrong-wrong-wrong");
            assertThat(samir.says("does not take this name and app password")).isVisible();
            assertThat(samir.page().content()).doesNotContain("wrong-wrong-wrong");
            give(samir, account.password());
            assertThat(samir.says("the account’s own password")).isVisible();
            give(samir, "");
            assertThat(samir.says("Enter an app password")).isVisible();
            samir.check("client-connect-refused");
            assertThat((String) samir.page().evaluate("JSON.stringify(localStorage)"))
                    .doesNotContain(account.password())
                    .doesNotContain("wrong-wrong");
            give(samir, appPassword);
            assertThat(samir.says("@" + account.handle() + " is connected.")).isVisible();
            samir.check("client-accounts");
            samir.open(link);
            assertThat(samir.says("This link was used already")).isVisible();
            samir.check("client-connect-used");
        }
        JsonObject now = channel();
        assertThat(now.getBoolean("healthy")).isTrue();
        assertThat(now.getString("account")).isEqualTo(account.did());
        assertThat(now.getString("scopes")).isEqualTo("com.atproto.appPass");
        nothingKept(appPassword);
        theOwnerEndsAndRenewsIt();
    }

    /** The owner needs no invitation; another account is refused. */
    private void theOwnerEndsAndRenewsIt() {
        var other = BlueskyAccount.make(server());
        try (var ruth = chromium.visitor("harbour", "ruth", Look.DESKTOP)) {
            ruth.open("/publishing/accounts.xhtml").check("client-accounts-owner");
            ruth.button("Check now @" + account.handle()).click();
            assertThat(ruth.says("The network was asked about")).isVisible();
            ruth.button("Disconnect @" + account.handle()).click();
            assertThat(ruth.page().locator("dialog[open] [data-first]")).isFocused();
            ruth.page().keyboard().press("Escape");
            assertThat(ruth.button("Disconnect @" + account.handle())).isFocused();
            assertThat(channel().getBoolean("connected")).isTrue();
            ruth.button("Disconnect @" + account.handle()).click();
            ruth.check("client-accounts-disconnecting");
            ruth.page().locator("dialog[open] .dp").click();
            assertThat(ruth.says("is disconnected")).isVisible();
            assertThat(channel().getBoolean("connected")).isFalse();
            ruth.link("Connect @" + account.handle()).click();
            ruth.id("connect:handle").fill(other.handle());
            ruth.id("connect:appPassword").fill(other.appPassword("countersign"));
            ruth.id("connect:give").click();
            assertThat(ruth.says("another account than this channel")).isVisible();
            ruth.id("connect:handle").fill("@" + account.handle());
            give(ruth, account.appPassword("again"));
            assertThat(ruth.says("@" + account.handle() + " is connected.")).isVisible();
        }
        account.revoke("again");
        Api staff = line.staff();
        JsonObject failing =
                staff.post("/api/v1/channels/" + channel + "/check", JsonObject.EMPTY_JSON_OBJECT)
                        .expect(200)
                        .json();
        assertThat(failing.getBoolean("healthy")).isFalse();
        assertThat(failing.getString("failure")).isEqualTo("credentials");
        try (var mara = chromium.visitor("harbour", "mara", Look.DESKTOP)) {
            mara.open("/desk.xhtml");
            assertThat(mara.says("The app password works no more.")).isVisible();
            mara.open("/tenancy/channel.xhtml?id=" + channel);
            assertThat(mara.says("Ask the client to make a new app password")).isVisible();
            mara.check("staff-channel-failing");
        }
        String version = failing.get("version").toString();
        staff.send(
                        "DELETE",
                        "/api/v1/channels/" + channel + "/connection",
                        java.net.http.HttpRequest.BodyPublishers.noBody(),
                        Map.of("If-Match", "\"" + version + "\""))
                .expect(204);
        assertThat(channel().getBoolean("connected")).isFalse();
    }

    private static void give(Visitor who, String password) {
        who.id("connect:appPassword").fill(password);
        who.id("connect:give").click();
        who.page().waitForLoadState();
        if (who.id("connect:appPassword").count() > 0) {
            assertThat(who.id("connect:appPassword")).hasValue("");
        }
    }

    private static void nothingKept(String appPassword) throws SQLException {
        byte[] sealed =
                (byte[])
                        Database.<Object>superuser(
                                s ->
                                        s.rows(
                                                        "select credential from channel where id = ?::uuid",
                                                        channel)
                                                .get(0)
                                                .get(0));
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain(appPassword);
        String audit =
                Database.superuser(
                        s ->
                                s.text(
                                        "select string_agg(detail, ' ') from audit_entry where subject_id = ?",
                                        channel));
        assertThat(audit).contains("invitation").doesNotContain(appPassword);
        assertThat(Product.lastLines()).doesNotContain(appPassword);
    }

    private static JsonObject channel() {
        return line.staff().get("/api/v1/channels/" + channel).expect(200).json();
    }

    private static String server() {
        return line.staff()
                .get("/api/v1/channels/" + line.channelId())
                .expect(200)
                .json()
                .getString("serviceUrl");
    }

    private static String samir() {
        return Product.demo().getJsonArray("agencies").getValuesAs(JsonObject.class).stream()
                .flatMap(a -> a.getJsonArray("people").getValuesAs(JsonObject.class).stream())
                .filter(p -> p.getString("username").equals("samir"))
                .map(p -> p.getString("id"))
                .findFirst()
                .orElseThrow();
    }
}
