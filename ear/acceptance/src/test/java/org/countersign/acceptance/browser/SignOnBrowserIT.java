package org.countersign.acceptance.browser;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.countersign.acceptance.product.Api;
import org.countersign.acceptance.product.ApiLine;
import org.countersign.acceptance.product.Console;
import org.countersign.acceptance.product.Mails;
import org.countersign.acceptance.product.Product;
import org.countersign.acceptance.product.TestPeople;
import org.countersign.acceptance.product.Waiting;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A client's own sign-on, with a second realm as its provider: whom the owner invited comes in by
 * it, found by their mail domain; nobody else does, and nobody but the owner sets it up.
 */
class SignOnBrowserIT {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final String NAME = "c" + UUID.randomUUID().toString().substring(0, 8);
    private static final String DOMAIN = NAME + ".test";
    private static final String REALM = "idp-" + NAME;

    private static Chromium chromium;
    private static String client;
    private static Api owner;

    @BeforeAll
    static void aClientWithAProviderOfItsOwn() {
        chromium = new Chromium();
        Api mara = Api.as("harbour", "mara");
        client =
                mara.post(
                                "/api/v1/clients",
                                Json.createObjectBuilder()
                                        .add("alias", NAME)
                                        .add("name", "Client " + NAME)
                                        .add("domains", Json.createArrayBuilder().add(DOMAIN))
                                        .build())
                        .expect(201)
                        .json()
                        .getString("id");
        TestPeople.firstOwner("harbour", client, "boss@" + DOMAIN);
        owner = comesIn("boss@" + DOMAIN);
        provider();
    }

    @AfterAll
    static void end() {
        chromium.close();
    }

    @Test
    void whomTheOwnerInvitedComesInByTheClientsOwnSignOn() {
        for (String username : java.util.List.of("elise", "mara", "ruth")) {
            int status =
                    Api.as("harbour", username)
                            .put("/api/v1/clients/" + client + "/sign-on", signOn(), version(0))
                            .status();
            assertThat(status).isIn(403, 404);
        }
        owner.put("/api/v1/clients/" + client + "/sign-on", signOn(), version(0)).expect(200);
        JsonObject set =
                Waiting.until(
                        "Keycloak has taken it over",
                        PATIENCE,
                        SignOnBrowserIT::seen,
                        one -> one.getString("signInService").equals("DONE"));
        mailed("another sign-on");
        theAgencyNeitherMovesNorEnds(set);
        owner.post(
                        "/api/v1/mandates",
                        Json.createObjectBuilder()
                                .add("clientId", client)
                                .add("name", "Ida Own")
                                .add("mail", "ida@" + DOMAIN)
                                .add("kind", "APPROVER")
                                .build())
                .expect(201);
        Waiting.until(
                "the account",
                PATIENCE,
                () -> Console.of("harbour").userByMail("ida@" + DOMAIN),
                Optional::isPresent);

        try (var ida = chromium.visitor(Look.DESKTOP)) {
            throughTheProvider(ida, "ida");
            ida.page()
                    .waitForURL(
                            url -> url.startsWith(Product.running().agency("harbour").toString()));
            assertThat(ida.page().url()).contains("/approval/review");
        }
        try (var otto = chromium.visitor(Look.DESKTOP)) {
            throughTheProvider(otto, "otto");
            otto.says("nobody has invited").waitFor();
            assertThat(otto.page().url()).startsWith(keycloak());
        }
        linkedByHandToOtto(
                Console.of("harbour").userByMail("ida@" + DOMAIN).orElseThrow().getString("id"));
        try (var otto = chromium.visitor(Look.DESKTOP)) {
            throughTheProvider(otto, "otto");
            otto.says("nobody has invited").waitFor();
            assertThat(otto.page().url()).as("otto is not let in as ida").startsWith(keycloak());
        }
        try (var ida = chromium.visitor(Look.DESKTOP)) {
            throughTheProvider(ida, "ida");
            ida.page()
                    .waitForURL(
                            url -> url.startsWith(Product.running().agency("harbour").toString()));
        }
        assertThat(Console.of("harbour").userByMail("otto@" + DOMAIN))
                .as("nobody is made who was not invited")
                .isEmpty();
        assertThat(
                        Console.of("harbour")
                                .userByMail("mara@harbour.test")
                                .orElseThrow()
                                .getString("id"))
                .isNotEmpty();
    }

    /** With the version that they would need; nothing of it changes. */
    private static void theAgencyNeitherMovesNorEnds(JsonObject set) {
        var version = Map.of("If-Match", ApiLine.version(set));
        JsonObject moved =
                Json.createObjectBuilder(signOn())
                        .add("issuer", keycloak() + "/realms/lumen")
                        .build();
        for (String username : java.util.List.of("elise", "mara", "ruth")) {
            Api other = Api.as("harbour", username);
            String path = "/api/v1/clients/" + client + "/sign-on";
            assertThat(other.put(path, moved, version).status()).isIn(403, 404);
            assertThat(other.send("DELETE", path, BodyPublishers.noBody(), version).status())
                    .isIn(403, 404);
        }
        assertThat(seen().getString("issuer")).isEqualTo(set.getString("issuer"));
        assertThat(ApiLine.version(seen())).isEqualTo(ApiLine.version(set));
    }

    /** What somebody with Keycloak's console can do: another account there stands for ida here. */
    private static void linkedByHandToOtto(String ida) {
        var console = Console.of("harbour");
        String provider = "own-" + NAME + "-" + DOMAIN.replace('.', '-');
        String links = "/users/" + ida + "/federated-identity/" + provider;
        JsonObject otto = Console.of(REALM).userByMail("otto@" + DOMAIN).orElseThrow();
        console.sent("DELETE", links, JsonValue.NULL);
        console.sent(
                "POST",
                links,
                Json.createObjectBuilder()
                        .add("identityProvider", provider)
                        .add("userId", otto.getString("id"))
                        .add("userName", "otto")
                        .build());
    }

    private static JsonObject seen() {
        return owner.get("/api/v1/clients/" + client + "/sign-on").expect(200).json();
    }

    private static void mailed(String words) {
        Waiting.until(
                "mail to the owner about " + words,
                PATIENCE,
                () -> Mails.to("boss@" + DOMAIN),
                all -> all.stream().anyMatch(m -> m.getString("subject").contains(words)));
    }

    /** Enters an address of the client's domain and signs in at the provider. */
    private static void throughTheProvider(Visitor visitor, String name) {
        visitor.page().navigate(Product.running().agency("harbour") + "/");
        visitor.page().locator("input[name=username]").fill(name + "@" + DOMAIN);
        visitor.page().locator("[type=submit]").first().click();
        visitor.page().waitForURL(url -> url.contains("/realms/" + REALM + "/"));
        visitor.page().locator("input[name=username]").fill(name);
        visitor.page().locator("input[name=password]").fill("own-" + name + "-2026");
        visitor.page().locator("[type=submit]").first().click();
    }

    private static Api comesIn(String mail) {
        JsonObject user =
                Waiting.until(
                                "the account of " + mail,
                                PATIENCE,
                                () -> Console.of("harbour").userByMail(mail),
                                Optional::isPresent)
                        .orElseThrow();
        Console.of("harbour").setPassword(user.getString("id"), user.getString("username"));
        return Api.as("harbour", user.getString("username"));
    }

    private static JsonObject signOn() {
        return Json.createObjectBuilder()
                .add("issuer", keycloak() + "/realms/" + REALM)
                .add("oidcClientId", "countersign")
                .add("secret", "a-secret-of-a-test")
                .add("domains", Json.createArrayBuilder().add(DOMAIN))
                .build();
    }

    private static Map<String, String> version(long version) {
        return Map.of("If-Match", "\"" + version + "\"");
    }

    private static String keycloak() {
        return Product.running().ready().getString("keycloak");
    }

    /** The second realm: a client for us, somebody invited, somebody not. */
    private static void provider() {
        var users = Json.createArrayBuilder();
        for (String name : java.util.List.of("ida", "otto")) {
            users.add(
                    Json.createObjectBuilder()
                            .add("username", name)
                            .add("enabled", true)
                            .add("email", name + "@" + DOMAIN)
                            .add("emailVerified", true)
                            .add("firstName", name)
                            .add("lastName", "Own")
                            .add(
                                    "credentials",
                                    Json.createArrayBuilder()
                                            .add(
                                                    Json.createObjectBuilder()
                                                            .add("type", "password")
                                                            .add("value", "own-" + name + "-2026")
                                                            .add("temporary", false))));
        }
        Console.makeRealm(
                Json.createObjectBuilder()
                        .add("realm", REALM)
                        .add("enabled", true)
                        .add("sslRequired", "none")
                        .add("users", users)
                        .add(
                                "clients",
                                Json.createArrayBuilder()
                                        .add(
                                                Json.createObjectBuilder()
                                                        .add("clientId", "countersign")
                                                        .add("enabled", true)
                                                        .add("publicClient", false)
                                                        .add("secret", "a-secret-of-a-test")
                                                        .add("standardFlowEnabled", true)
                                                        .add(
                                                                "redirectUris",
                                                                Json.createArrayBuilder()
                                                                        .add(
                                                                                keycloak()
                                                                                        + "/realms/harbour/broker/*"))))
                        .build());
    }
}
