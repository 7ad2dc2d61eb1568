package org.countersign.acceptance.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.countersign.acceptance.product.Api;
import org.countersign.acceptance.product.ApiLine;
import org.countersign.acceptance.product.TestPeople;
import org.countersign.acceptance.product.VendorLine;
import org.countersign.acceptance.product.Walled;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Gate G2 over the whole API, as it describes itself: every operation is asked for one client's
 * things by people of other agencies and clients, by staff and vendors who have no business with
 * it, have it no more or are kept from it by a wall, by nobody, and on a suspended agency's host.
 * What is foreign gets the very answer of what is not there. A new operation is asked too; one that
 * names a new kind of thing fails until this test can make one.
 */
class ForeignIdsIT {

    private static final Instant SOON = Instant.now().plus(Duration.ofDays(2));

    private static final String NORDKAFFEE = "c7e1ec21-5432-51e9-bdee-cfef5bbbc20b";

    /** Anybody may read what the API is. */
    private static final Set<String> OPEN = Set.of("/api/v1", "/api/v1/", "/openapi");

    /** What an agency says to all its people and of itself: no client's things are in it. */
    private static final Set<String> OF_THE_AGENCY =
            Set.of(
                    "post /api/v1/consents",
                    "put /api/v1/agencies/current/look",
                    "put /api/v1/agencies/current/look/logo",
                    "delete /api/v1/agencies/current/look/logo",
                    "put /api/v1/retention",
                    "put /api/v1/action-strengths");

    /** A client's owner's alone, whoever else asks. */
    private static final Set<String> OF_CLIENT_OWNERS =
            Set.of(
                    "appoint",
                    "endMandate",
                    "confirmMailChange",
                    "agreeToProposal",
                    "declineProposal",
                    "agreeToWorkflow",
                    "declineWorkflow",
                    "setSignOn",
                    "endSignOn");

    /** Stands in the name of whatever can be searched for. */
    private static final String MARK = "zq" + UUID.randomUUID().toString().substring(0, 8);

    /** Lists in which the mark can be looked for, and in which something of Halden has it. */
    private static final Set<String> MARKED =
            Set.of("/api/v1/campaigns", "/api/v1/posts", "/api/v1/rules", "/api/v1/people");

    private static final int LIST_PAGES_MAX = 20;

    /** Ids of Halden Roast, by the words that paths, filters and bodies use for them. */
    private static Map<String, String> ids;

    /** Ids of nothing, by the same words. */
    private static Map<String, String> absent;

    /** What is Halden's and no word's first choice. */
    private static List<String> others;

    /** Requests that were answered while their senders had access, and can be sent again. */
    private static List<Kept> kept;

    private static JsonObject description;

    private static List<Stranger> strangers;

    private static Walled walled;

    @BeforeAll
    static void oneOfEach() {
        var line = ApiLine.halden();
        Api staff = line.staff();
        description = Api.nobody("harbour.localhost").get("/openapi").expect(200).json();
        String campaign = line.campaign("Foreign ids " + MARK);
        var open =
                line.write(
                        campaign, "Foreign " + MARK, "Of Halden alone " + UUID.randomUUID(), SOON);
        String submission = line.submit(open);
        var due = line.write(campaign, "Due", "Due for Halden alone " + UUID.randomUUID(), SOON);
        line.approve(line.submit(due));
        String publication =
                staff.get("/api/v1/publications?post=" + due.getString("id"))
                        .expect(200)
                        .json()
                        .getJsonArray("items")
                        .getJsonObject(0)
                        .getString("id");
        String hold =
                made(staff, "holds", scoped("CAMPAIGN", campaign).add("reason", "a test").build());
        String rule =
                made(
                        staff,
                        "rules",
                        scoped("BRAND", line.brandId())
                                .add("kind", "PHRASE")
                                .add("pattern", "nobody says " + UUID.randomUUID())
                                .add("action", "WARN")
                                .add("title", "Made by a test " + MARK)
                                .build());
        String client =
                staff.get("/api/v1/brands/" + line.brandId())
                        .expect(200)
                        .json()
                        .getString("clientId");
        String app =
                made(
                        Api.as("harbour", "elise"),
                        "network-apps",
                        Json.createObjectBuilder()
                                .add("network", "bluesky")
                                .add("name", "Made by a test")
                                .add("clientId", UUID.randomUUID().toString())
                                .add("secret", "a secret of a test")
                                .build());
        // an app is its agency's as a whole; one that is retired is nobody's any more
        Api.as("harbour", "elise")
                .send(
                        "DELETE",
                        "/api/v1/network-apps/" + app,
                        BodyPublishers.noBody(),
                        Map.of("If-Match", "\"1\""))
                .expect(204);
        String me = staff.get("/api/v1/people/me").expect(200).json().getString("id");
        String export =
                made(
                        staff,
                        "exports",
                        Json.createObjectBuilder().add("person", me).add("language", "EN").build());
        var erased = PrivacyOfPeople.heldThenErased("harbour");
        var vendor = new VendorLine();
        newTexts(vendor);
        var assignment = vendor.open("Foreign ids", campaign);
        var delivered = vendor.write(campaign, "Of a vendor for Halden").expect(201).json();
        String delivery = vendor.deliver(delivered).expect(201).json().getString("id");
        String samir =
                TestPeople.person("harbour", "client_approver", "halden-roast").getString("id");
        var books = booksOf(client);
        others = List.of(delivered.getString("id"), due.getString("id"));
        ids =
                Map.ofEntries(
                        Map.entry("network-app", app),
                        Map.entry("client", client),
                        Map.entry("clients", client),
                        Map.entry("rivalClient", client),
                        Map.entry("brand", line.brandId()),
                        Map.entry("channel", line.channelId()),
                        Map.entry("campaign", campaign),
                        Map.entry("post", open.getString("id")),
                        Map.entry("submission", submission),
                        Map.entry("publication", publication),
                        Map.entry("hold", hold),
                        Map.entry("rule", rule),
                        Map.entry("service-account", program()),
                        Map.entry("export", export),
                        Map.entry("erasure-hold", erased.hold()),
                        Map.entry("erasure", erased.erasure()),
                        // texts are the agency's; another agency's is nobody's here
                        Map.entry("consent", UUID.randomUUID().toString()),
                        Map.entry("operator", UUID.randomUUID().toString()),
                        Map.entry("vendor", vendor.vendor()),
                        Map.entry("vendor-text", assignment.getString("ndaId")),
                        Map.entry("nda", assignment.getString("ndaId")),
                        Map.entry("rights", assignment.getString("rightsId")),
                        Map.entry("assignment", VendorLine.id(assignment)),
                        Map.entry("delivery", delivery),
                        Map.entry("people", samir),
                        Map.entry("mandate", books.get(0)),
                        Map.entry("mail-change", books.get(1)),
                        Map.entry("proposal", books.get(2)),
                        Map.entry("wall", books.get(3)),
                        Map.entry("workflow-proposal", books.get(4)));
        absent = new TreeMap<>(ids);
        absent.replaceAll((kind, id) -> UUID.randomUUID().toString());
        walled = new Walled(client);
        strangers = strangers(vendor, assignment, delivered);
    }

    @AfterAll
    static void theWallComesDown() {
        if (walled != null) {
            walled.close();
        }
    }

    /** Texts of the next assignment alone: Halden's are nobody else's here. */
    private static void newTexts(VendorLine vendor) {
        vendor.newText("NDA");
        vendor.newText("RIGHTS");
    }

    /** A mandate, a changed address, a suggestion and a wall that has come down, all of Halden. */
    private static List<String> booksOf(String client) {
        UUID mandate = UUID.randomUUID();
        UUID proposal = UUID.randomUUID();
        UUID wall = UUID.randomUUID();
        UUID workflow = UUID.randomUUID();
        String person = UUID.randomUUID().toString();
        return TestPeople.asOwner(
                "harbour",
                s -> {
                    s.update(
                            """
                            insert into person (id, name, mail, side) values (?, ?, ?, 'CLIENT')""",
                            person,
                            "Foreign " + MARK,
                            person + "@people.test");
                    s.update(
                            """
                            insert into mandate_proposal (id, client_id, name, mail, kind)
                            values (?, ?::uuid, 'Suggested', ?, 'VIEWER')""",
                            proposal,
                            client,
                            proposal + "@people.test");
                    s.update(
                            """
                            insert into wall (id, client_a, client_b)
                            values (?, least(?::uuid, ?::uuid), greatest(?::uuid, ?::uuid))""",
                            wall,
                            client,
                            NORDKAFFEE,
                            client,
                            NORDKAFFEE);
                    s.update("update wall set ended_at = now() where id = ?", wall);
                    s.update(
                            "insert into workflow_proposal (id, client_id, name) values (?, ?::uuid, 'Another way')",
                            workflow,
                            client);
                    s.update(
                            "update workflow_proposal set state = 'WITHDRAWN' where id = ?",
                            workflow);
                    s.person(
                            TestPeople.person("harbour", "client_owner", "halden-roast")
                                    .getString("id"));
                    s.update(
                            "insert into mandate (id, client_id, person_id, kind) values (?, ?::uuid, ?, 'VIEWER')",
                            mandate,
                            client,
                            person);
                    s.person(person);
                    s.update("update person set mail = 'new-' || mail where id = ?", person);
                    return List.of(
                            mandate.toString(),
                            s.text("select id from mail_change where person_id = ?", person),
                            proposal.toString(),
                            wall.toString(),
                            workflow.toString());
                });
    }

    /**
     * Whoever has no business with Halden Roast, and whether their role may close a door earlier.
     *
     * @param things the ids to ask with
     */
    private record Stranger(
            String what, Api api, boolean roleMayRefuse, Map<String, String> things) {

        Stranger(String what, Api api, boolean roleMayRefuse) {
            this(what, api, roleMayRefuse, ids);
        }

        /** The agency's own staff, who all see what is nobody's client's. */
        boolean colleague() {
            return what.startsWith("staff");
        }
    }

    /** A request with the key by which it is done once. */
    private record Kept(Api who, JsonObject post, String key) {

        Api.Answer asked() {
            return who.post("/api/v1/posts", post, Map.of("Idempotency-Key", key));
        }
    }

    /** What no role of an agency's staff may do: their door is closed before any id is read. */
    private static final Set<String> NOT_FOR_STAFF =
            Set.of("acceptAssignment", "decideAssignment", "deliverPost");

    /** Kept by the agency as a whole: no client's thing is in them. */
    private static final Set<String> AGENCY_WIDE = Set.of("vendor", "vendor-text");

    /**
     * Everybody, once each of those who had something of Halden's before has it no more.
     *
     * @param vendor its work ends here
     */
    private static List<Stranger> strangers(
            VendorLine vendor, JsonObject assignment, JsonObject delivered) {
        var nordkaffee = TestPeople.staff("harbour", "account_manager", false);
        TestPeople.assign(nordkaffee, NORDKAFFEE);
        var rivals = new VendorLine(new ApiLine("harbour", "mara", "anders", "Nordkaffee"));
        newTexts(rivals);
        rivals.open("For the rival", rivals.line().campaign("For the rival"));
        Api before = vendor.person().api();
        for (Api who : List.of(before, walled.atTheRivals().api(), walled.atNeither().api())) {
            who.get("/api/v1/brands/" + ids.get("brand")).expect(200);
            who.get("/api/v1/posts/" + delivered.getString("id")).expect(200);
        }
        String campaign = ids.get("campaign");
        kept =
                Stream.of(before, walled.atTheRivals().api(), walled.atNeither().api())
                        .map(
                                who ->
                                        new Kept(
                                                who,
                                                vendor.line()
                                                        .body(
                                                                campaign,
                                                                "Asked twice " + MARK,
                                                                "Asked twice " + UUID.randomUUID(),
                                                                SOON),
                                                UUID.randomUUID().toString()))
                        .toList();
        for (Kept request : kept) {
            String made = request.asked().expect(201).json().getString("id");
            assertThat(request.asked().expect(201).json().getString("id")).isEqualTo(made);
        }
        vendor.end(vendor.line().approver(), assignment, false).expect(201);
        walled.build();
        rivals.person().api().get("/api/v1/brands/" + rivals.line().brandId()).expect(200);
        walled.atTheRivals().api().get("/api/v1/clients/" + walled.rival()).expect(200);
        walled.atTheRivals().api().get("/api/v1/brands/" + rivals.line().brandId()).expect(200);
        var ownWork = new TreeMap<>(ids);
        ownWork.put("post", delivered.getString("id"));
        return List.of(
                new Stranger("another agency's owner", owner("lumen"), false),
                new Stranger(
                        "a rival client's owner",
                        Api.as("harbour", username("harbour", "client_owner", "nordkaffee")),
                        true),
                new Stranger("staff who work for the rival only", nordkaffee.api(), true),
                new Stranger(
                        "staff without any client",
                        TestPeople.staff("harbour", "account_manager", false).api(),
                        true),
                new Stranger(
                        "staff for all clients on the other side of a wall",
                        walled.atTheRivals().api(),
                        true),
                new Stranger(
                        "staff for all clients on neither side of a wall",
                        walled.atNeither().api(),
                        true),
                new Stranger(
                        "a vendor without an assignment",
                        TestPeople.vendor("harbour", TestPeople.company("harbour")).api(),
                        true),
                new Stranger(
                        "a vendor whose assignment is the rival's", rivals.person().api(), true),
                new Stranger("a vendor whose assignment ended", before, true),
                new Stranger(
                        "a vendor whose assignment ended, of its own work", before, true, ownWork));
    }

    @TestFactory
    Stream<DynamicTest> strangersFindNothingByItsId() {
        return strangers.stream()
                .flatMap(
                        who ->
                                operations()
                                        .filter(o -> takesAnId(o.path(), o.description()))
                                        .filter(o -> !OF_THE_AGENCY.contains(o.toString()))
                                        .map(
                                                o ->
                                                        DynamicTest.dynamicTest(
                                                                o + " as " + who.what(),
                                                                () -> ask(who, o))));
    }

    @TestFactory
    Stream<DynamicTest> nothingOfItIsInStrangersLists() {
        return strangers.stream()
                .flatMap(
                        who ->
                                lists().map(
                                                o ->
                                                        DynamicTest.dynamicTest(
                                                                o + " as " + who.what(),
                                                                () -> look(who, o))));
    }

    /** An answer is kept for a day, reach is not. */
    @Test
    void whatWasAnsweredBeforeIsNotToldAgain() {
        for (Kept request : kept) {
            assertThat(request.asked().expect(404).code()).isEqualTo("general.refused.not_found");
        }
    }

    /** Else the lists above prove nothing. */
    @Test
    void itIsInTheListsOfItsOwnPeople() {
        var own = Api.as("harbour", "elise");
        for (String list : List.of("clients", "brands", "campaigns", "posts", "holds", "rules")) {
            assertThat(own.get("/api/v1/" + list + "?limit=100").expect(200).body())
                    .as(list)
                    .containsAnyOf(ids.values().toArray(String[]::new));
        }
        for (String list : MARKED) {
            assertThat(own.get(list + "?text=" + MARK).expect(200).json().getInt("total"))
                    .as(list)
                    .isPositive();
        }
    }

    @TestFactory
    Stream<DynamicTest> nobodyGetsAnAnswerWithoutAToken() {
        var nobody = Api.nobody("harbour.localhost");
        return operations()
                .map(
                        o ->
                                DynamicTest.dynamicTest(
                                        o.toString(),
                                        () ->
                                                assertThat(sent(nobody, o, ids).status())
                                                        .isEqualTo(401)));
    }

    /**
     * A host of the agency that is suspended; the agency's own people, with tokens that are good.
     */
    @TestFactory
    Stream<DynamicTest> aSuspendedAgencyAnswersNobody() {
        TestPeople.asOwner(
                "harbour",
                s ->
                        s.update(
                                """
                                insert into agency_host (host, agency_id, issuer, state)
                                select 'suspended.localhost', agency_id, issuer, 'SUSPENDED'
                                from agency_host where agency_id = 'harbour' limit 1
                                on conflict do nothing"""));
        var elise = Api.at("suspended.localhost", "harbour", "elise");
        return operations()
                .map(
                        o ->
                                DynamicTest.dynamicTest(
                                        o.toString(),
                                        () ->
                                                assertThat(sent(elise, o, ids).expect(403).code())
                                                        .isEqualTo("agency_suspended")));
    }

    /** An operation as the API describes itself. */
    private record Operation(String method, String path, JsonObject description) {

        /** Closed to everybody of every agency, owners included. */
        boolean operators() {
            return path.startsWith("/api/v1/operator/");
        }

        boolean takes(String parameter) {
            return description.getJsonArray("parameters").getValuesAs(JsonObject.class).stream()
                    .anyMatch(p -> p.getString("name").equals(parameter));
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    private static Stream<Operation> operations() {
        return description.getJsonObject("paths").entrySet().stream()
                .filter(path -> !OPEN.contains(path.getKey()))
                .flatMap(
                        path ->
                                path.getValue().asJsonObject().entrySet().stream()
                                        .map(
                                                method ->
                                                        new Operation(
                                                                method.getKey(),
                                                                path.getKey(),
                                                                method.getValue().asJsonObject())));
    }

    private static Stream<Operation> lists() {
        return operations().filter(o -> o.method().equals("get") && !o.path().contains("{"));
    }

    private static void look(Stranger who, Operation list) {
        if (list.operators()) {
            who.api().get(list.path()).expect(403);
            return;
        }
        if (who.colleague() && AGENCY_WIDE.contains(kind(list.path()))) {
            return;
        }
        boolean paged = list.takes("limit");
        var answer = who.api().get(list.path() + (paged ? "?limit=100" : ""));
        if (who.roleMayRefuse() && answer.status() == 403 || answer.status() == 400) {
            return; // closed to the role, or a list that is asked with an id only
        }
        long items = 0;
        for (int page = 0; page < LIST_PAGES_MAX; page++) {
            JsonObject shown = answer.expect(200).json();
            nothingOfIt(answer);
            if (!shown.containsKey("items")) {
                return; // one thing, such as the caller
            }
            items += shown.getJsonArray("items").size();
            String next = shown.getString("next", "");
            if (next.isEmpty()) {
                if (shown.containsKey("total")) {
                    assertThat(shown.getJsonNumber("total").longValue())
                            .as("counted and shown")
                            .isEqualTo(items);
                }
                break;
            }
            answer = who.api().get(next);
        }
        if (list.takes("text")) {
            for (String words : List.of(MARK, "halden")) {
                JsonObject found = who.api().get(list.path() + "?text=" + words).expect(200).json();
                assertThat(found.getJsonNumber("total").longValue()).as(words).isZero();
                assertThat(found.getJsonArray("items")).as(words).isEmpty();
            }
        }
    }

    private static void nothingOfIt(Api.Answer answer) {
        assertThat(answer.body())
                .doesNotContainIgnoringCase("halden roast")
                .doesNotContain(MARK)
                .doesNotContain(ids.values().toArray(String[]::new))
                .doesNotContain(others.toArray(String[]::new));
    }

    private static void ask(Stranger who, Operation operation) {
        if (who.colleague() && AGENCY_WIDE.contains(kind(operation.path()))) {
            return;
        }
        boolean list = operation.method().equals("get") && !operation.path().contains("{");
        var answer = sent(who.api(), operation, who.things());
        if (operation.operators()) {
            answer.expect(403);
            return;
        }
        assertThat(told(answer))
                .as("what is foreign and what is not there")
                .isEqualTo(told(sent(who.api(), operation, absent)));
        boolean roleMayRefuse =
                who.roleMayRefuse()
                        || OF_CLIENT_OWNERS.contains(
                                operation.description().getString("operationId"))
                        || NOT_FOR_STAFF.contains(operation.description().getString("operationId"));
        if (roleMayRefuse && answer.status() == 403) {
            return;
        }
        if (list) {
            assertThat(answer.expect(200).json().getInt("total")).isZero();
        } else {
            assertThat(answer.expect(404).code()).isEqualTo("general.refused.not_found");
        }
    }

    /** Status and words of an answer, whatever it was asked for. */
    private static String told(Api.Answer answer) {
        return answer.status()
                + " "
                + answer.body().replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "an id");
    }

    private static Api.Answer sent(Api who, Operation operation, Map<String, String> things) {
        String body = body(operation.description()).map(JsonValue::toString).orElse("");
        return who.send(
                operation.method().toUpperCase(java.util.Locale.ROOT),
                of(things, withIds(operation.path()) + filters(operation.description())),
                BodyPublishers.ofString(of(things, body)),
                Map.of("Content-Type", "application/json", "If-Match", "\"1\""));
    }

    /** The same request about other things. */
    private static String of(Map<String, String> things, String request) {
        String about = request;
        for (var thing : things.entrySet()) {
            about = about.replace(ids.get(thing.getKey()), thing.getValue());
        }
        return about;
    }

    private static boolean takesAnId(String path, JsonObject operation) {
        return path.contains("{")
                || !filters(operation).isEmpty()
                || body(operation).filter(ForeignIdsIT::namesAnId).isPresent();
    }

    private static boolean namesAnId(JsonValue body) {
        return ids.values().stream().anyMatch(body.toString()::contains);
    }

    private static String kind(String path) {
        return path.split("/")[3].replaceAll("ies$", "y").replaceAll("s$", "");
    }

    private static String withIds(String path) {
        return path.replace("{id}", path.contains("{id}") ? known(kind(path)) : "")
                .replace("{person}", ids.get("people"))
                .replace("{revision}", "1");
    }

    private static String filters(JsonObject operation) {
        return operation.getJsonArray("parameters").getValuesAs(JsonObject.class).stream()
                .filter(p -> p.getString("in").equals("query"))
                .filter(p -> p.getJsonObject("schema").getString("format", "").equals("uuid"))
                .map(p -> p.getString("name") + "=" + known(p.getString("name")))
                .reduce((a, b) -> a + "&" + b)
                .map(all -> "?" + all)
                .orElse("");
    }

    /** A body that has all that is required, with Halden's ids wherever one belongs. */
    private static Optional<JsonValue> body(JsonObject operation) {
        return Optional.ofNullable(operation.getJsonObject("requestBody"))
                .map(body -> body.getJsonObject("content"))
                .map(content -> content.getJsonObject("application/json"))
                .map(json -> sample("", json.getJsonObject("schema")));
    }

    private static JsonValue sample(String name, JsonObject schema) {
        if (schema.containsKey("$ref")) {
            String[] ref = schema.getString("$ref").split("/");
            return sample(
                    name,
                    description
                            .getJsonObject("components")
                            .getJsonObject("schemas")
                            .getJsonObject(ref[ref.length - 1]));
        }
        return switch (schema.getString("type")) {
            case "object" -> {
                var object = Json.createObjectBuilder();
                Optional.ofNullable(schema.getJsonArray("required"))
                        .orElse(JsonValue.EMPTY_JSON_ARRAY)
                        .getValuesAs(jakarta.json.JsonString.class)
                        .forEach(
                                member ->
                                        object.add(
                                                member.getString(),
                                                sample(
                                                        member.getString(),
                                                        schema.getJsonObject("properties")
                                                                .getJsonObject(
                                                                        member.getString()))));
                yield object.build();
            }
            case "array" ->
                    Json.createArrayBuilder()
                            .add(sample(name, schema.getJsonObject("items")))
                            .build();
            case "integer" -> Json.createValue(1);
            case "boolean" -> JsonValue.TRUE;
            default -> Json.createValue(text(name, schema));
        };
    }

    private static String text(String name, JsonObject schema) {
        return switch (name) {
            case "scope" -> "BRAND";
            case "scopeId" -> known("brand");
            case "initials" -> "AB";
            case "zone" -> "UTC";
            case "languages" -> "en";
            case "network" -> "bluesky";
            case "handle" -> "words.example";
            case "digest", "digests", "sha256" -> "a".repeat(64);
            default ->
                    switch (schema.getString("format", "")) {
                        case "uuid" -> known(name.replaceAll("Id$", ""));
                        case "date" -> "2026-12-01";
                        case "date-time" -> SOON.toString();
                        default ->
                                schema.containsKey("enum")
                                        ? schema.getJsonArray("enum").getString(0)
                                        : "words of " + UUID.randomUUID();
                    };
        };
    }

    private static String known(String kind) {
        return Optional.ofNullable(ids.get(kind))
                .orElseThrow(() -> new AssertionError("this test makes no " + kind + " yet"));
    }

    private static String program() {
        return made(
                owner("harbour"),
                "service-accounts",
                Json.createObjectBuilder()
                        .add("name", "Foreign " + UUID.randomUUID())
                        .add("scopes", Json.createArrayBuilder().add("posts.read"))
                        .add("lastDay", LocalDate.now(ZoneOffset.UTC).plusDays(9).toString())
                        .build());
    }

    private static String made(Api staff, String kind, JsonObject body) {
        return staff.post("/api/v1/" + kind, body).expect(201).json().getString("id");
    }

    private static jakarta.json.JsonObjectBuilder scoped(String scope, String id) {
        return Json.createObjectBuilder().add("scope", scope).add("scopeId", id);
    }

    private static Api owner(String agency) {
        return Api.as(agency, username(agency, "agency_owner", ""));
    }

    private static String username(String agency, String role, String client) {
        return TestPeople.person(agency, role, client).getString("username");
    }
}
