package org.countersign.acceptance.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.countersign.acceptance.product.ApiLine;
import org.countersign.acceptance.product.TestPeople;
import org.countersign.acceptance.product.VendorLine;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Gate G2 over all pages, as they stand in the source: each is opened by people who have no
 * business with a client, with and without the ids of its things in the address, and shows nothing
 * of it. A new page is opened the day it is added.
 */
class ForeignPagesIT {

    private static final Path PAGES = Path.of("../../web/src/main/webapp");
    private static final String NORDKAFFEE = "c7e1ec21-5432-51e9-bdee-cfef5bbbc20b";
    private static final String TITLE = "A title that nobody else has";

    /** Ids of Halden Roast's things. */
    private static List<String> ids;

    private static List<String> pages;

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
        String assignment = VendorLine.id(vendor.open("Work for one brand only", campaign));
        ids =
                List.of(
                        line.brandId(),
                        line.channelId(),
                        campaign,
                        post.getString("id"),
                        submission,
                        assignment);
        words =
                List.of(
                        "halden roast",
                        TITLE,
                        text,
                        "Foreign pages",
                        line.handle(),
                        "Work for one brand only");
        try (Stream<Path> files = Files.walk(PAGES)) {
            pages =
                    files.filter(file -> file.toString().endsWith(".xhtml"))
                            .map(file -> "/" + PAGES.relativize(file).toString().replace('\\', '/'))
                            .filter(page -> !page.startsWith("/WEB-INF/"))
                            .sorted()
                            .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @TestFactory
    Stream<DynamicTest> strangersSeeNothing() {
        var rival = TestPeople.staff("harbour", "account_manager", false);
        TestPeople.assign(rival, NORDKAFFEE);
        var strangers = new LinkedHashMap<String, Tab>();
        strangers.put("another agency's owner", tab("lumen", "helen"));
        strangers.put("a rival client's owner", tab("harbour", "anders"));
        strangers.put("staff who work for the rival only", tab("harbour", rival.username()));
        strangers.put(
                "a vendor without an assignment",
                tab(
                        "harbour",
                        TestPeople.vendor("harbour", TestPeople.company("harbour")).username()));
        strangers.put("nobody", new Tab());
        return strangers.entrySet().stream()
                .flatMap(
                        who ->
                                pages.stream()
                                        .map(
                                                page ->
                                                        DynamicTest.dynamicTest(
                                                                page + " as " + who.getKey(),
                                                                () -> opened(who, page))));
    }

    /** Else the pages above prove nothing. */
    @Test
    void itsOwnPeopleSeeIt() {
        var mara = tab("harbour", "mara");
        for (String page : List.of("/content/posts.xhtml", "/tenancy/clients.xhtml")) {
            assertThat(mara.get(Tab.harbour(page)).body()).containsIgnoringCase("halden");
        }
        assertThat(pages).hasSizeGreaterThan(12);
    }

    private static void opened(Map.Entry<String, Tab> who, String page) {
        String host = who.getKey().startsWith("another agency") ? "lumen" : "harbour";
        for (String id : Stream.concat(Stream.of(""), ids.stream()).toList()) {
            String address = id.isEmpty() ? page : page + "?id=" + id;
            var answer =
                    who.getValue()
                            .get(host.equals("lumen") ? Tab.lumen(address) : Tab.harbour(address));
            if (who.getKey().equals("nobody")) {
                assertThat(answer.status()).as(address).isIn(302, 303);
            }
            // the page's own address may stand in its links
            String shown = answer.body().replace(id.isEmpty() ? "\u0000" : id, "");
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
