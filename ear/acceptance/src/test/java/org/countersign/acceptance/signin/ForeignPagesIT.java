package org.countersign.acceptance.signin;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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
 * Gate G2 over all pages, as they stand in the source: each is opened by people who have no
 * business with a client, have it no more or are kept from it by a wall, without and with the ids
 * of its things and words of their titles in every parameter that the page reads, and shows nothing
 * of it. A new page is opened the day it is added, with its parameters.
 */
class ForeignPagesIT {

    private static final Path PAGES = Path.of("../../web/src/main/webapp");
    private static final String NORDKAFFEE = "c7e1ec21-5432-51e9-bdee-cfef5bbbc20b";
    private static final String TITLE = "A title that nobody else has";
    private static final String WORK = "Work for one brand only";
    private static final String DELIVERED = "Handed over for one brand only";

    private static final Pattern PARAMETER = Pattern.compile("<f:viewParam name=\"([a-z]+)\"");

    /** Parameters that say how a page looks, never of what it is. */
    private static final Set<String> OF_THE_VIEW =
            Set.of(
                    "from", "sort", "view", "done", "return", "code", "check", "side", "state",
                    "what");

    /** Beginnings of what Halden's things are called; a hit would show more than was asked. */
    private static final List<String> SEARCHED =
            List.of("A title that nobody", "halden", "Said of");

    /** Ids of Halden Roast's things. */
    private static List<String> ids;

    /** The one thing that a parameter of this name can be about; others can be about any. */
    private static Map<String, String> kinds;

    /** Every page, and what it is opened with. */
    private static Map<String, List<String>> pages;

    private static Map<String, Tab> strangers;

    private static Walled walled;

    /** Words by which Halden Roast and its things are known. */
    private static List<String> words;

    @BeforeAll
    static void somethingOfHaldens() throws IOException {
        var line = ApiLine.halden();
        String campaign = line.campaign("Foreign pages");
        String text = "Said of one brand only " + UUID.randomUUID();
        var post = line.write(campaign, TITLE, text, Instant.now().plus(Duration.ofDays(2)));
        String submission = line.submit(post);
        var vendor = new VendorLine();
        var assignment = vendor.open(WORK, campaign);
        var delivered = vendor.write(campaign, DELIVERED).expect(201).json();
        vendor.deliver(delivered).expect(201);
        String client =
                line.staff()
                        .get("/api/v1/brands/" + line.brandId())
                        .expect(200)
                        .json()
                        .getString("clientId");
        ids =
                List.of(
                        client,
                        line.brandId(),
                        line.channelId(),
                        campaign,
                        post.getString("id"),
                        submission,
                        VendorLine.id(assignment),
                        delivered.getString("id"),
                        TestPeople.person("harbour", "client_approver", "halden-roast")
                                .getString("id"));
        kinds =
                Map.of(
                        "brand", line.brandId(),
                        "campaign", campaign,
                        "client", client,
                        "channel", line.channelId(),
                        "vendor", vendor.vendor(),
                        "person", ids.get(ids.size() - 1));
        words =
                List.of(
                        "halden roast",
                        TITLE,
                        text,
                        "Foreign pages",
                        line.handle(),
                        WORK,
                        DELIVERED,
                        "samir");
        pages = pages();
        walled = new Walled(client);
        strangers = strangers(vendor, assignment);
    }

    @AfterAll
    static void theWallComesDown() {
        if (walled != null) {
            walled.close();
        }
    }

    /** Everybody, once each of those who saw something of Halden's before sees it no more. */
    private static Map<String, Tab> strangers(VendorLine vendor, JsonObject assignment) {
        var rival = TestPeople.staff("harbour", "account_manager", false);
        TestPeople.assign(rival, NORDKAFFEE);
        var rivals = new VendorLine(new ApiLine("harbour", "mara", "anders", "Nordkaffee"));
        rivals.open("Work for the rival", rivals.line().campaign("For the rival"));
        var over = tab("harbour", vendor.person().username());
        var atTheRivals = tab("harbour", walled.atTheRivals().username());
        var atNeither = tab("harbour", walled.atNeither().username());
        assertThat(over.get(Tab.harbour("/vendor/desk.xhtml")).body()).contains(WORK);
        for (Tab staff : List.of(atTheRivals, atNeither)) {
            assertThat(staff.get(Tab.harbour("/content/posts.xhtml")).body()).contains(TITLE);
        }
        vendor.end(vendor.line().approver(), assignment, false).expect(201);
        walled.build();
        assertThat(
                        atTheRivals
                                .get(Tab.harbour("/tenancy/client.xhtml?id=" + walled.rival()))
                                .body())
                .contains("Rival r");
        var all = new LinkedHashMap<String, Tab>();
        all.put("another agency's owner", tab("lumen", "helen"));
        all.put("a rival client's owner", tab("harbour", "anders"));
        all.put("staff who work for the rival only", tab("harbour", rival.username()));
        all.put("staff for all clients on the other side of a wall", atTheRivals);
        all.put("staff for all clients on neither side of a wall", atNeither);
        all.put(
                "a vendor without an assignment",
                tab(
                        "harbour",
                        TestPeople.vendor("harbour", TestPeople.company("harbour")).username()));
        all.put(
                "a vendor whose assignment is the rival's",
                tab("harbour", rivals.person().username()));
        all.put("a vendor whose assignment ended", over);
        all.put("nobody", new Tab());
        return all;
    }

    private static Map<String, List<String>> pages() throws IOException {
        var found = new TreeMap<String, List<String>>();
        try (Stream<Path> files = Files.walk(PAGES)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".xhtml"))
                            .filter(f -> !PAGES.relativize(f).startsWith("WEB-INF"))
                            .toList()) {
                found.put(
                        "/" + PAGES.relativize(file).toString().replace('\\', '/'),
                        queries(Files.readString(file)));
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return found;
    }

    /** What a page is opened with: nothing, then each parameter that its source reads. */
    private static List<String> queries(String source) {
        var names = new TreeSet<String>();
        PARAMETER.matcher(source).results().map(m -> m.group(1)).forEach(names::add);
        names.removeAll(OF_THE_VIEW);
        var queries = new ArrayList<>(List.of(""));
        for (String name : names) {
            var values =
                    name.equals("q")
                            ? SEARCHED
                            : Optional.ofNullable(kinds.get(name)).map(List::of).orElse(ids);
            values.forEach(
                    value ->
                            queries.add(
                                    "?"
                                            + name
                                            + "="
                                            + URLEncoder.encode(value, StandardCharsets.UTF_8)));
        }
        return queries;
    }

    @TestFactory
    Stream<DynamicTest> strangersSeeNothing() {
        return strangers.entrySet().stream()
                .flatMap(
                        who ->
                                pages.keySet().stream()
                                        .map(
                                                page ->
                                                        DynamicTest.dynamicTest(
                                                                page + " as " + who.getKey(),
                                                                () -> opened(who, page))));
    }

    /** Else the pages above prove nothing. */
    @Test
    void itsOwnPeopleSeeIt() {
        var elise = tab("harbour", "elise");
        for (String page :
                List.of(
                        "/content/posts.xhtml",
                        "/content/posts.xhtml?q=A+title+that+nobody",
                        "/content/post.xhtml?id=" + ids.get(4),
                        "/tenancy/client.xhtml?id=" + ids.get(0))) {
            assertThat(elise.get(Tab.harbour(page)).body())
                    .as(page)
                    .satisfiesAnyOf(
                            shown -> assertThat(shown).containsIgnoringCase("halden roast"),
                            shown -> assertThat(shown).contains(TITLE));
        }
        assertThat(pages).hasSizeGreaterThan(40);
        assertThat(pages.get("/content/posts.xhtml")).contains("?q=halden");
    }

    private static void opened(Map.Entry<String, Tab> who, String page) {
        boolean elsewhere = who.getKey().startsWith("another agency");
        for (String query : pages.get(page)) {
            String address = page + query;
            var answer = who.getValue().get(elsewhere ? Tab.lumen(address) : Tab.harbour(address));
            if (who.getKey().equals("nobody")) {
                assertThat(answer.status()).as(address).isIn(302, 303);
            }
            // the page's own address may stand in its links
            String shown = answer.body();
            for (String id : ids) {
                shown = query.endsWith(id) ? shown.replace(id, "") : shown;
            }
            for (String word : words) {
                assertThat(shown).as(address).doesNotContainIgnoringCase(word);
            }
            assertThat(shown).as(address).doesNotContain(ids.toArray(String[]::new));
        }
    }

    private static Tab tab(String agency, String username) {
        var tab = new Tab();
        String path = "/index.xhtml";
        tab.follow(
                tab.signIn(agency.equals("lumen") ? Tab.lumen(path) : Tab.harbour(path), username));
        return tab;
    }
}
