package org.countersign.acceptance.people;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.countersign.acceptance.product.Api;
import org.countersign.acceptance.product.ApiLine;
import org.countersign.acceptance.product.Console;
import org.countersign.acceptance.product.Mails;
import org.countersign.acceptance.product.TestPeople;
import org.countersign.acceptance.product.Waiting;
import org.junit.jupiter.api.Test;

/**
 * People are asked in, change and go; and the agency tries to sign as the client, by the API and in
 * Keycloak's own console.
 */
class PeopleIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** How long a change may take to count on sessions and tokens that are open. */
    private static final Duration AT_ONCE = Duration.ofSeconds(10);

    private static final String HALDEN = "55b39b72-e478-5c9a-962e-77fc29644821";
    private static final String NORDKAFFEE = "c7e1ec21-5432-51e9-bdee-cfef5bbbc20b";

    private final Api elise = Api.as("harbour", "elise");
    private final Api ruth = Api.as("harbour", "ruth");
    private final Console console = Console.of("harbour");

    // ---- asked in, changed, let go ----

    @Test
    void whoIsInvitedComesInAndGoes() {
        String mail = "new-" + UUID.randomUUID() + "@people.test";
        JsonObject made = elise.post("/api/v1/people", staff(mail, "CREATOR")).expect(201).json();
        assertThat(made.getString("state")).isEqualTo("INVITED");
        String text = mailTo(mail, "invites you").getString("text");
        assertThat(text).contains("harbour.localhost").contains(mail).doesNotContain("token");
        Api somebody = comesIn(made.getString("id"), mail);
        assertThat(
                        somebody.get("/api/v1/people/me")
                                .expect(200)
                                .json()
                                .getJsonArray("roles")
                                .toString())
                .isEqualTo("[\"creator\"]");
        JsonObject active = entry(made.getString("id"));
        assertThat(active.getString("state")).isEqualTo("ACTIVE");

        somebody.get("/api/v1/rules").expect(200);
        elise.put("/api/v1/people/" + made.getString("id"), access("ANALYST"), version(active))
                .expect(200);
        Waiting.until(
                "the new role counts on the same token",
                AT_ONCE,
                () -> somebody.get("/api/v1/rules").status(),
                status -> status == 403);

        elise.send(
                        "DELETE",
                        "/api/v1/people/" + made.getString("id"),
                        java.net.http.HttpRequest.BodyPublishers.noBody(),
                        version(entry(made.getString("id"))))
                .expect(204);
        Waiting.until(
                "the same token counts for nothing",
                AT_ONCE,
                () -> somebody.get("/api/v1/people/me").status(),
                status -> status == 401 || status == 403);
        Waiting.until(
                "Keycloak lets them in no more",
                PATIENCE,
                () -> console.user(made.getString("id")).getBoolean("enabled"),
                enabled -> !enabled);
        elise.send(
                        "POST",
                        "/api/v1/people/" + made.getString("id") + "/reactivation",
                        java.net.http.HttpRequest.BodyPublishers.noBody(),
                        version(entry(made.getString("id"))))
                .expect(200);
        Waiting.until(
                "and again",
                PATIENCE,
                () -> console.user(made.getString("id")).getBoolean("enabled"),
                enabled -> enabled);
    }

    @Test
    void aWrongAddressIsCorrectedBeforeAndAfterSomebodyCame() {
        String wrong = "wrong-" + UUID.randomUUID() + "@people.test";
        String right = "right-" + UUID.randomUUID() + "@people.test";
        JsonObject made = elise.post("/api/v1/people", staff(wrong, "CREATOR")).expect(201).json();
        String id = made.getString("id");
        mailTo(wrong, "invites you");
        assertThat(readdress(made, "mara@harbour.test").expect(422).code())
                .isEqualTo("person.refused.mail_taken");
        readdress(entry(id), right).expect(200);
        assertThat(mailTo(right, "invites you").getString("text")).contains(right);
        assertThat(console.user(id).getString("email")).isEqualTo(right);

        Api somebody = comesIn(id, right);
        somebody.get("/api/v1/people/me").expect(200);
        assertThat(entry(id).getString("state")).isEqualTo("ACTIVE");
        String married = "married-" + UUID.randomUUID() + "@people.test";
        readdress(entry(id), married).expect(200);
        assertThat(mailTo(right, "was changed").getString("text")).contains(married);
        mailTo(married, "was changed");
        Waiting.until(
                "Keycloak follows",
                PATIENCE,
                () -> console.user(id).getString("email"),
                married::equals);
        String elisesOwn = TestPeople.owner("harbour");
        assertThat(readdress(entry(elisesOwn), "e-" + right).expect(422).code())
                .isEqualTo("person.refused.own_mail");
        Api.as("harbour", "mara")
                .put("/api/v1/people/" + id + "/address", address(wrong), version(entry(id)))
                .expect(403);
    }

    private Api.Answer readdress(JsonObject person, String mail) {
        return elise.put(
                "/api/v1/people/" + person.getString("id") + "/address",
                address(mail),
                version(person));
    }

    private static JsonObject address(String mail) {
        return Json.createObjectBuilder().add("mail", mail).build();
    }

    @Test
    void anAddressIsOnePersons() {
        assertThat(
                        elise.post("/api/v1/people", staff("MARA@harbour.test", "CREATOR"))
                                .expect(422)
                                .code())
                .isEqualTo("person.refused.mail_taken");
        assertThat(
                        ruth.post("/api/v1/mandates", mandate("mara@harbour.test", "VIEWER"))
                                .expect(422)
                                .code())
                .isEqualTo("person.refused.mail_of_other_side");
    }

    @Test
    void nobodyChangesThemselves() {
        String id = TestPeople.owner("harbour");
        assertThat(
                        elise.put("/api/v1/people/" + id, access("COMPLIANCE"), version(entry(id)))
                                .expect(409)
                                .code())
                .isEqualTo("person.refused.self");
    }

    @Test
    void aClientIsSetUpInTheSignInServiceAfterwards() {
        String alias = "c" + UUID.randomUUID().toString().substring(0, 8);
        JsonObject client =
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
                        .json();
        Waiting.until(
                "the organization is there",
                PATIENCE,
                () -> console.organization(alias),
                found -> found.filter(one -> one.toString().contains(alias + ".test")).isPresent());
        JsonObject again =
                Waiting.until(
                        "the client says so",
                        PATIENCE,
                        () ->
                                elise.get("/api/v1/clients/" + client.getString("id"))
                                        .expect(200)
                                        .json(),
                        one -> one.getString("signInService").equals("DONE"));
        elise.put(
                        "/api/v1/clients/" + client.getString("id"),
                        Json.createObjectBuilder()
                                .add("name", "Renamed " + alias)
                                .add(
                                        "domains",
                                        Json.createArrayBuilder().add("new-" + alias + ".test"))
                                .build(),
                        version(again))
                .expect(200);
        Waiting.until(
                "the organization follows",
                PATIENCE,
                () -> console.organization(alias).orElseThrow(),
                one ->
                        one.getString("name").equals("Renamed " + alias)
                                && one.toString().contains("new-" + alias + ".test"));
    }

    // ---- the client's people are the client's ----

    @Test
    void aClientsOwnerAppointsAndEveryOwnerHearsOfIt() {
        String mail = "approver-" + UUID.randomUUID() + "@people.test";
        JsonObject given =
                ruth.post("/api/v1/mandates", mandate(mail, "APPROVER")).expect(201).json();
        assertThat(given.getString("state")).isEqualTo("INVITED");
        mailTo(mail, "have your say");
        mailTo("ruth@halden-roast.test", given.getString("personName"));
        String person = console.userByMail(mail).orElseThrow().getString("id");
        assertThat(console.organizationsOf(person)).containsExactly("halden-roast");
        Api approver = comesIn(person, mail);
        approver.get("/api/v1/people/me").expect(200);

        ruth.send(
                        "DELETE",
                        "/api/v1/mandates/" + given.getString("id"),
                        java.net.http.HttpRequest.BodyPublishers.noBody(),
                        Map.of())
                .expect(204);
        Waiting.until(
                "the same token counts for nothing",
                AT_ONCE,
                () -> approver.get("/api/v1/people/me").status(),
                status -> status == 401 || status == 403);
        Waiting.until(
                "Keycloak counts them among nobody",
                PATIENCE,
                () -> console.organizationsOf(person),
                List::isEmpty);
    }

    @Test
    void aSuggestionIsTheOwnersToTake() {
        String mail = "suggested-" + UUID.randomUUID() + "@people.test";
        Api mara = Api.as("harbour", "mara");
        JsonObject proposal =
                mara.post("/api/v1/proposals", mandate(mail, "APPROVER")).expect(201).json();
        mailTo("ruth@halden-roast.test", "suggests " + proposal.getString("name"));
        assertThat(console.userByMail(mail)).isEmpty();
        String path = "/api/v1/proposals/" + proposal.getString("id") + "/agreement";
        for (Api other : List.of(mara, elise, Api.as("harbour", "samir"))) {
            other.post(path, JsonObject.EMPTY_JSON_OBJECT).expect(403);
        }
        assertThat(Api.as("harbour", "anders").post(path, JsonObject.EMPTY_JSON_OBJECT).status())
                .isEqualTo(404);
        ruth.post(path, JsonObject.EMPTY_JSON_OBJECT).expect(204);
        mailTo(mail, "have your say");
    }

    // ---- the agency tries to sign as the client ----

    @Test
    void theAgencyAppointsNobodyOfAClient() {
        for (String username : List.of("elise", "mara", "amina")) {
            Api.as("harbour", username)
                    .post(
                            "/api/v1/mandates",
                            mandate("mine-" + username + "@people.test", "APPROVER"))
                    .expect(403);
        }
        assertThat(
                        Api.as("harbour", "anders")
                                .post("/api/v1/mandates", mandate("mine@people.test", "APPROVER"))
                                .expect(404)
                                .code())
                .isEqualTo("general.refused.not_found");
    }

    @Test
    void aRoleEditedInKeycloakGivesNothing() {
        var staff = TestPeople.staff("harbour", "creator", true);
        console.giveRole(staff.id(), "client_approver");
        console.giveRole(staff.id(), "client_owner");
        console.giveRole(staff.id(), "agency_owner");
        console.addToOrganization("halden-roast", staff.id());
        Api creator = staff.api();
        assertThat(
                        creator.get("/api/v1/people/me")
                                .expect(200)
                                .json()
                                .getJsonArray("roles")
                                .toString())
                .isEqualTo("[\"creator\"]");
        creator.post("/api/v1/mandates", mandate("mine@people.test", "APPROVER")).expect(403);
        creator.post("/api/v1/people", staff("mine@people.test", "AGENCY_OWNER")).expect(403);
        var line = ApiLine.halden();
        String submission = submitted(line);
        assertThat(line.decide(creator, submission, "APPROVE", "").status()).isIn(403, 409);
        assertThat(line.decide(elise, submission, "APPROVE", "").status()).isIn(403, 409);
    }

    /** Either side may let somebody of a client go. */
    @Test
    void whoIsTakenOutOfTheOrganizationInKeycloakIsNobodyHere() {
        var approver = TestPeople.approver("harbour", "ruth", ApiLine.halden().brandId());
        Api api = approver.api();
        api.get("/api/v1/people/me").expect(200);
        TestPeople.toldToKeycloak(approver); // else the product makes them a member again
        console.takeOutOfOrganization("halden-roast", approver.id());
        api.forgetToken();
        api.get("/api/v1/people/me").expect(403);
    }

    @Test
    void anApproverWhoseAddressChangedInKeycloakDecidesNothingUntilAnOwnerConfirms() {
        String mail = "moved-" + UUID.randomUUID() + "@people.test";
        ruth.post("/api/v1/mandates", mandate(mail, "APPROVER")).expect(201);
        mailTo(mail, "have your say");
        String person = console.userByMail(mail).orElseThrow().getString("id");
        Api before = comesIn(person, mail);
        var line = ApiLine.halden();
        String submission = submitted(line);
        before.get("/api/v1/submissions/" + submission).expect(200);

        String other = "agency-" + UUID.randomUUID() + "@people.test";
        console.changeMail(person, other);
        Api after = comesIn(person, other);
        assertThat(
                        after.get("/api/v1/people/me")
                                .expect(200)
                                .json()
                                .getJsonArray("roles")
                                .toString())
                .isEqualTo("[\"client_viewer\"]");
        after.get("/api/v1/submissions/" + submission).expect(404);
        mailTo("ruth@halden-roast.test", other);
        mailTo(mail, "was changed");
        JsonObject change =
                ruth
                        .get("/api/v1/mail-changes")
                        .expect(200)
                        .json()
                        .getJsonArray("items")
                        .getValuesAs(JsonObject.class)
                        .stream()
                        .filter(one -> one.getString("newMail").equals(other))
                        .findFirst()
                        .orElseThrow();
        String path = "/api/v1/mail-changes/" + change.getString("id") + "/confirmation";
        for (Api stranger : List.of(elise, Api.as("harbour", "mara"), after)) {
            stranger.post(path, JsonObject.EMPTY_JSON_OBJECT).expect(403);
        }
        ruth.post(path, JsonObject.EMPTY_JSON_OBJECT).expect(204);
        Waiting.until(
                "the approver decides again",
                AT_ONCE,
                () -> after.get("/api/v1/submissions/" + submission).status(),
                status -> status == 200);
        assertThat(line.decide(after, submission, "REQUEST_CHANGES", "Almost").status())
                .isEqualTo(201);
    }

    @Test
    void theAgencyEndsNoPersonOfAClient() {
        String samir =
                TestPeople.person("harbour", "client_approver", "halden-roast").getString("id");
        assertThat(
                        elise.send(
                                        "DELETE",
                                        "/api/v1/people/" + samir,
                                        java.net.http.HttpRequest.BodyPublishers.noBody(),
                                        version(entry(samir)))
                                .status())
                .isEqualTo(404);
        assertThat(
                        elise.put(
                                        "/api/v1/people/" + samir,
                                        access("CREATOR"),
                                        version(entry(samir)))
                                .status())
                .isEqualTo(404);
    }

    @Test
    void aWeakerWorkflowWaitsForAnOwnerAndAllOwnersHearOfIt() {
        String client = client();
        String first = "boss-" + UUID.randomUUID() + "@people.test";
        String second = "second-" + UUID.randomUUID() + "@people.test";
        TestPeople.firstOwner("harbour", client, first);
        Api boss = comesIn(account(first), first);
        boss.post(
                        "/api/v1/mandates",
                        Json.createObjectBuilder(mandate(second, "OWNER"))
                                .add("clientId", client)
                                .build())
                .expect(201);
        mailTo(second, "have your say");
        Api mara = Api.as("harbour", "mara");
        mara.post("/api/v1/workflow-proposals", workflow(client, "Two say yes", 2)).expect(204);
        assertThat(workflowsOf(client)).containsExactly("Two say yes");

        mara.post("/api/v1/workflow-proposals", workflow(client, "One says yes", 1)).expect(204);
        for (String owner : List.of(first, second)) {
            mailTo(owner, "One says yes");
        }
        String path =
                "/api/v1/workflow-proposals/"
                        + boss
                                .get("/api/v1/workflow-proposals")
                                .expect(200)
                                .json()
                                .getJsonArray("items")
                                .getValuesAs(JsonObject.class)
                                .stream()
                                .filter(one -> one.getString("clientId").equals(client))
                                .findFirst()
                                .orElseThrow()
                                .getString("id")
                        + "/agreement";
        for (String username : List.of("mara", "elise", "amina")) {
            Api.as("harbour", username).post(path, JsonObject.EMPTY_JSON_OBJECT).expect(403);
        }
        ruth.post(path, JsonObject.EMPTY_JSON_OBJECT).expect(404);
        assertThat(workflowsOf(client)).as("until an owner agrees").hasSize(1);

        boss.post(path, JsonObject.EMPTY_JSON_OBJECT).expect(204);
        assertThat(workflowsOf(client)).containsExactly("Two say yes", "One says yes");
        for (String owner : List.of(first, second)) {
            mailTo(owner, "another way to a yes counts");
        }
    }

    // ---- walls ----

    @Test
    void aWallNamesWhoMustLeaveOneSideFirst() {
        var shared = TestPeople.staff("harbour", "creator", false);
        TestPeople.assign(shared, HALDEN);
        TestPeople.assign(shared, NORDKAFFEE);
        assertThat(
                        elise.post(
                                        "/api/v1/walls",
                                        Json.createObjectBuilder()
                                                .add("clientId", HALDEN)
                                                .add("rivalClientId", NORDKAFFEE)
                                                .build())
                                .expect(409)
                                .code())
                .isEqualTo("wall.refused.shared_staff");
        for (String username : List.of("mara", "ruth", "jonas")) {
            Api.as("harbour", username)
                    .post(
                            "/api/v1/walls",
                            Json.createObjectBuilder()
                                    .add("clientId", HALDEN)
                                    .add("rivalClientId", NORDKAFFEE)
                                    .build())
                    .expect(403);
        }
    }

    // ---- single steps ----

    private static String client() {
        String alias = "w" + UUID.randomUUID().toString().substring(0, 8);
        return Api.as("harbour", "mara")
                .post(
                        "/api/v1/clients",
                        Json.createObjectBuilder()
                                .add("alias", alias)
                                .add("name", "Client " + alias)
                                .add("domains", Json.createArrayBuilder().add(alias + ".test"))
                                .build())
                .expect(201)
                .json()
                .getString("id");
    }

    private static List<String> workflowsOf(String client) {
        return TestPeople.asOwner(
                "harbour",
                s ->
                        s.texts(
                                "select name from workflow where client_id = ?::uuid order by created_at, name desc",
                                client));
    }

    private static JsonObject workflow(String client, String name, int quorum) {
        return Json.createObjectBuilder()
                .add("clientId", client)
                .add("name", name)
                .add(
                        "stages",
                        Json.createArrayBuilder()
                                .add(
                                        Json.createObjectBuilder()
                                                .add("name", "The client")
                                                .add("side", "CLIENT")
                                                .add("quorum", quorum)
                                                .add("signIn", "MAIL")))
                .build();
    }

    /** The id of the account with that address, once Keycloak has it. */
    private String account(String mail) {
        return Waiting.until(
                        "the account of " + mail,
                        PATIENCE,
                        () -> console.userByMail(mail),
                        java.util.Optional::isPresent)
                .orElseThrow()
                .getString("id");
    }

    /** Signs somebody in by a password that Keycloak's administrator sets. */
    private Api comesIn(String id, String mail) {
        String username =
                Waiting.until(
                                "the account of " + mail,
                                PATIENCE,
                                () -> console.userByMail(mail),
                                java.util.Optional::isPresent)
                        .orElseThrow()
                        .getString("username");
        console.setPassword(id, username);
        var fresh = Api.as("harbour", username);
        fresh.forgetToken();
        return fresh;
    }

    private JsonObject entry(String id) {
        return elise.get("/api/v1/people/" + id).expect(200).json();
    }

    private static Map<String, String> version(JsonObject seen) {
        return Map.of("If-Match", ApiLine.version(seen));
    }

    private static JsonObject staff(String mail, String role) {
        return person(role).add("name", "Nadia Berg").add("mail", mail).build();
    }

    private static JsonObject access(String role) {
        return person(role).build();
    }

    private static JsonObjectBuilder person(String role) {
        return Json.createObjectBuilder()
                .add("roles", Json.createArrayBuilder().add(role))
                .add("allClients", true)
                .add("clients", Json.createArrayBuilder());
    }

    private static JsonObject mandate(String mail, String kind) {
        return Json.createObjectBuilder()
                .add("clientId", HALDEN)
                .add("name", "Piet " + mail.substring(0, Math.min(12, mail.indexOf('@'))))
                .add("mail", mail)
                .add("kind", kind)
                .build();
    }

    private static String submitted(ApiLine line) {
        var post =
                line.write(
                        line.campaign("People"),
                        "For the client alone",
                        "Only the client says yes to this " + UUID.randomUUID(),
                        Instant.now().plus(Duration.ofDays(2)));
        return line.submit(post);
    }

    private static JsonObject mailTo(String address, String words) {
        return Waiting.until(
                        "mail to " + address + " with " + words,
                        PATIENCE,
                        () ->
                                Mails.to(address).stream()
                                        .filter(
                                                m ->
                                                        (m.getString("subject")
                                                                        + m.getString("text"))
                                                                .contains(words))
                                        .findFirst(),
                        java.util.Optional::isPresent)
                .orElseThrow();
    }
}
