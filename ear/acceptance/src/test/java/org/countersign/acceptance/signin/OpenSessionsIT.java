package org.countersign.acceptance.signin;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.countersign.acceptance.product.Api;
import org.countersign.acceptance.product.ApiLine;
import org.countersign.acceptance.product.Console;
import org.countersign.acceptance.product.Database;
import org.countersign.acceptance.product.TestPeople;
import org.countersign.acceptance.product.TestPeople.Somebody;
import org.countersign.acceptance.product.VendorLine;
import org.countersign.acceptance.product.Waiting;
import org.countersign.acceptance.product.Walled;
import org.junit.jupiter.api.Test;

/**
 * What changes for somebody counts within ten seconds on the browser session they have open and on
 * the access token they were given before, both at once. Some changes are made by SQL, as another
 * node makes them: nothing here is told of those.
 */
class OpenSessionsIT {

    private static final Duration AT_ONCE = Duration.ofSeconds(10);
    private static final int SOON_SECONDS = 3;
    private static final Duration AT_ONCE_AFTER_THE_END = AT_ONCE.plusSeconds(SOON_SECONDS);

    /** How long Keycloak may take to have an account that was asked for. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final String ME = "/api/v1/people/me";
    private static final String HOME = "/settings/you.xhtml";

    private final Api elise = Api.as("harbour", "elise");
    private final Api ruth = Api.as("harbour", "ruth");

    /** A browser and a program that somebody left open. */
    private record Open(Tab tab, String token) {

        static Open by(String username) {
            var tab = new Tab();
            tab.follow(tab.signIn(Tab.harbour(HOME), username));
            return new Open(tab, tokenOf(username));
        }

        static Open by(Somebody somebody) {
            return by(somebody.username());
        }

        /** What the page and the API answer. */
        List<Integer> answers(String page, String path) {
            return List.of(
                    tab.get(Tab.harbour(page)).status(),
                    new Tab().get(Tab.harbour(path), "Authorization", "Bearer " + token).status());
        }

        Open sees(String page, String path) {
            assertThat(answers(page, path)).as("before").containsExactly(200, 200);
            return this;
        }

        void losesBoth(String why, Duration within, String page, String path) {
            Waiting.until(why, within, () -> answers(page, path), OpenSessionsIT::closed);
        }

        void isShutOut(String why, Duration within) {
            losesBoth(why, within, HOME, ME);
        }
    }

    private static final Predicate<List<Integer>> BOTH_OPEN =
            seen -> seen.equals(List.of(200, 200));

    /** A page leads away or is refused or is not there; the API refuses or has nothing there. */
    private static boolean closed(List<Integer> seen) {
        return List.of(303, 403, 404).contains(seen.get(0))
                && List.of(401, 403, 404).contains(seen.get(1));
    }

    @Test
    void aRevokedInvitation() {
        String mail = "revoked-" + UUID.randomUUID() + "@people.test";
        String id =
                elise.post("/api/v1/people", staff(mail, "CREATOR"))
                        .expect(201)
                        .json()
                        .getString("id");
        var console = Console.of("harbour");
        String username =
                Waiting.until(
                                "the account",
                                PATIENCE,
                                () -> console.userByMail(mail),
                                Optional::isPresent)
                        .orElseThrow()
                        .getString("username");
        console.setPassword(id, username);
        var tab = new Tab();
        URI back = tab.answerOfKeycloak(tab.get(Tab.harbour(HOME)), username);
        var open = new Open(tab, tokenOf(username));
        assertThat(entry(id).getString("state")).isEqualTo("INVITED");

        end(id);
        tab.get(back);
        open.isShutOut("the invitation counts no more", AT_ONCE);
        assertThat(entry(id).getString("state")).isEqualTo("ENDED");
    }

    @Test
    void anotherRole() {
        var somebody = TestPeople.staff("harbour", "creator", true);
        var open = Open.by(somebody).sees("/safety/rules.xhtml", "/api/v1/rules");
        elise.put("/api/v1/people/" + somebody.id(), access("ANALYST"), version(somebody.id()))
                .expect(200);
        open.losesBoth(
                "what the new role may not", AT_ONCE, "/safety/rules.xhtml", "/api/v1/rules");
        open.sees(HOME, ME);
        byAnotherNode(somebody, "roles = '{creator}'");
        Waiting.until(
                "what the role may again",
                AT_ONCE,
                () -> open.answers("/safety/rules.xhtml", "/api/v1/rules"),
                BOTH_OPEN);
        byAnotherNode(somebody, "roles = '{analyst}'");
        open.losesBoth(
                "what it may not, said elsewhere", AT_ONCE, "/safety/rules.xhtml", "/api/v1/rules");
    }

    @Test
    void whoIsLetGoAndComesAgain() {
        var somebody = TestPeople.staff("harbour", "creator", true);
        var open = Open.by(somebody).sees(HOME, ME);
        end(somebody.id());
        open.isShutOut("deactivated", AT_ONCE);

        elise.send(
                        "POST",
                        "/api/v1/people/" + somebody.id() + "/reactivation",
                        BodyPublishers.noBody(),
                        version(somebody.id()))
                .expect(200);
        var again =
                Waiting.until(
                                "in again",
                                AT_ONCE,
                                () -> signedIn(somebody.username()),
                                in ->
                                        in.filter(o -> BOTH_OPEN.test(o.answers(HOME, ME)))
                                                .isPresent())
                        .orElseThrow();
        assertThat(closed(open.answers(HOME, ME))).as("what was ended stays ended").isTrue();
        again.sees(HOME, ME);
    }

    @Test
    void whoIsLetGoByAnotherNode() {
        var somebody = TestPeople.staff("harbour", "creator", true);
        var open = Open.by(somebody).sees(HOME, ME);
        byAnotherNode(somebody, "active = false");
        open.isShutOut("deactivated elsewhere", AT_ONCE);
    }

    @Test
    void anEndedMandate() {
        var approver = TestPeople.approver("harbour", "ruth", ApiLine.halden().brandId());
        var open = Open.by(approver).sees(HOME, ME);
        ruth.send(
                        "DELETE",
                        "/api/v1/mandates/" + mandateOf(approver),
                        BodyPublishers.noBody(),
                        Map.of())
                .expect(204);
        open.isShutOut("the mandate ended", AT_ONCE);
    }

    @Test
    void accessThatEndsByItsDate() {
        var somebody = TestPeople.staff("harbour", "creator", true);
        var open = Open.by(somebody).sees(HOME, ME);
        byAnotherNode(
                somebody, "access_until = db_now() + interval '" + SOON_SECONDS + " seconds'");
        open.isShutOut("the last day is over", AT_ONCE_AFTER_THE_END);
    }

    @Test
    void aMandateThatEndsByItsDate() {
        var approver = TestPeople.approver("harbour", "ruth", ApiLine.halden().brandId());
        var open = Open.by(approver).sees(HOME, ME);
        TestPeople.asOwner(
                "harbour",
                s -> {
                    s.person(
                            TestPeople.person("harbour", "client_owner", "halden-roast")
                                    .getString("id"));
                    return s.update(
                            "update mandate set ends_at = db_now() + make_interval(secs => ?) where person_id = ?",
                            SOON_SECONDS,
                            approver.id());
                });
        open.isShutOut("the mandate is over", AT_ONCE_AFTER_THE_END);
    }

    @Test
    void aClientThatSomebodyWorksForUntilADate() {
        var client = Client.made();
        var somebody = TestPeople.staff("harbour", "creator", false);
        TestPeople.assign(somebody, client.id());
        var open = Open.by(somebody).sees(client.page(), client.path());
        TestPeople.asOwner(
                "harbour",
                s ->
                        s.update(
                                "update client_staff set ends_at = db_now() + make_interval(secs => ?) where person_id = ?",
                                SOON_SECONDS,
                                somebody.id()));
        open.losesBoth(
                "the work for the client is over",
                AT_ONCE_AFTER_THE_END,
                client.page(),
                client.path());
        open.sees(HOME, ME);
    }

    @Test
    void aWall() {
        var client = Client.made();
        try (var wall = new Walled(client.id())) {
            for (Somebody staff : List.of(wall.atTheRivals(), wall.atNeither())) {
                Open.by(staff).sees(client.page(), client.path());
            }
            var open = Open.by(wall.atTheRivals()).sees(client.page(), client.path());
            var bystander = Open.by(wall.atNeither()).sees(client.page(), client.path());
            wall.build();
            for (Open one : List.of(open, bystander)) {
                one.losesBoth("the wall stands", AT_ONCE, client.page(), client.path());
            }
            open.sees(
                    "/tenancy/client.xhtml?id=" + wall.rival(), "/api/v1/clients/" + wall.rival());
            wall.end();
            Waiting.until(
                    "the wall is down",
                    AT_ONCE,
                    () -> open.answers(client.page(), client.path()),
                    BOTH_OPEN);
        }
    }

    @Test
    void aVendorsWorkThatEnds() {
        var vendor = new VendorLine();
        var work = vendor.open("Until it ends", vendor.line().campaign("Open sessions"));
        String page = "/vendor/work.xhtml?id=" + VendorLine.id(work);
        var open = Open.by(vendor.person()).sees(page, VendorLine.path(work));
        vendor.end(vendor.line().approver(), work, false).expect(201);
        open.losesBoth("the work is over", AT_ONCE, page, VendorLine.path(work));
        open.sees(HOME, ME);
    }

    /** A client of this test's own. */
    private record Client(String id) {

        static Client made() {
            String alias = "o" + UUID.randomUUID().toString().substring(0, 8);
            return new Client(
                    Api.as("harbour", "mara")
                            .post(
                                    "/api/v1/clients",
                                    Json.createObjectBuilder()
                                            .add("alias", alias)
                                            .add("name", "Client " + alias)
                                            .add(
                                                    "domains",
                                                    Json.createArrayBuilder().add(alias + ".test"))
                                            .build())
                            .expect(201)
                            .json()
                            .getString("id"));
        }

        String page() {
            return "/tenancy/client.xhtml?id=" + id;
        }

        String path() {
            return "/api/v1/clients/" + id;
        }
    }

    /** Empty while Keycloak does not let them in. */
    private static Optional<Open> signedIn(String username) {
        try {
            return Optional.of(Open.by(username));
        } catch (IllegalStateException notYet) {
            return Optional.empty();
        }
    }

    private static String tokenOf(String username) {
        return Tab.tokens(
                        "harbour",
                        Map.of(
                                "grant_type",
                                "password",
                                "client_id",
                                "countersign-cli",
                                "scope",
                                "openid profile email organization",
                                "username",
                                username,
                                "password",
                                "demo-" + username + "-2026"))
                .getString("access_token");
    }

    private static void byAnotherNode(Somebody somebody, String change) {
        Database.Work<Integer> work =
                s -> s.update("update person set " + change + " where id = ?", somebody.id());
        TestPeople.asOwner("harbour", work);
    }

    private static String mandateOf(Somebody somebody) {
        return TestPeople.asOwner(
                "harbour",
                s -> s.text("select id from mandate where person_id = ?", somebody.id()));
    }

    private void end(String id) {
        elise.send("DELETE", "/api/v1/people/" + id, BodyPublishers.noBody(), version(id))
                .expect(204);
    }

    private JsonObject entry(String id) {
        return elise.get("/api/v1/people/" + id).expect(200).json();
    }

    private Map<String, String> version(String id) {
        return Map.of("If-Match", ApiLine.version(entry(id)));
    }

    private static JsonObject staff(String mail, String role) {
        return Json.createObjectBuilder(access(role))
                .add("name", "Rita Vogt")
                .add("mail", mail)
                .build();
    }

    private static JsonObject access(String role) {
        return Json.createObjectBuilder()
                .add("roles", Json.createArrayBuilder().add(role))
                .add("allClients", true)
                .add("clients", Json.createArrayBuilder())
                .build();
    }
}
