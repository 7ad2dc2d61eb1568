package org.countersign.bench;

import jakarta.json.JsonObject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.countersign.acceptance.product.Api;
import org.countersign.acceptance.product.ApiLine;
import org.countersign.acceptance.product.Database;
import org.countersign.acceptance.product.TestPeople;

/**
 * What reach costs, and that it tells nothing by time: a thing that is not there and one that is
 * somebody else's are answered alike, the medians of interleaved calls as well.
 */
final class Reach {

    private static final String AGENCY = "bench";
    private static final int CLIENTS = 200;
    private static final int POSTS_EACH = 100;
    private static final int CALLS = 1000;
    private static final int WARM_UP = 200;
    private static final int QUERIES = 40;

    private Reach() {}

    static void run() throws SQLException {
        unlimited();
        lists();
        absentAndForeign();
    }

    // ---- the price of a list ----

    private static void lists() throws SQLException {
        fill();
        String count = "select count(*) from post_overview";
        String page = "select * from post_overview order by planned_at, id limit 25";
        System.out.printf(
                "%nLists of %d posts of %d clients, as a ratio to who reaches everything%n",
                CLIENTS * POSTS_EACH, CLIENTS);
        for (var query : List.of(count, page)) {
            double all = median("all", query);
            System.out.printf(
                    "  %-70s all clients %.2f ms; 100 clients %.2f; 1 client %.2f%n",
                    query, all / 1e6, median("half", query) / all, median("one", query) / all);
        }
    }

    private static double median(String person, String query) throws SQLException {
        return Database.as(
                AGENCY,
                person,
                s -> {
                    if (s.rows(query).isEmpty() || "0".equals(s.rows(query).get(0).get(0).toString())) {
                        throw new IllegalStateException(person + " reaches nothing: " + query);
                    }
                    long[] times = new long[QUERIES];
                    for (int i = 0; i < QUERIES; i++) {
                        long began = System.nanoTime();
                        s.rows(query);
                        times[i] = System.nanoTime() - began;
                    }
                    return median(times);
                });
    }

    /** Rows past the gates' triggers, which would take minutes: only their number matters here. */
    private static void fill() throws SQLException {
        Database.superuser(
                s ->
                        s.rows(
                                "select provision_agency(?, 'Bench', 'bench.localhost', 'http://localhost:1/realms/bench')",
                                AGENCY));
        Database.superuser(
                s -> {
                    s.update("set local session_replication_role = replica");
                    s.update("delete from post where agency_id = 'bench'");
                    for (String person : List.of("all", "half", "one")) {
                        s.update(
                                """
                                insert into person (agency_id, id, name, mail, side, roles, all_clients)
                                values ('bench', ?, 'Somebody', ? || '@bench.test', 'AGENCY', '{creator}', ?)
                                on conflict do nothing""",
                                person,
                                person,
                                person.equals("all"));
                    }
                    s.update(
                            """
                            insert into client (agency_id, id, alias, name)
                            select 'bench', md5('client' || c)::uuid, 'client-' || c, 'Client ' || c from generate_series(1, ?) c
                            on conflict do nothing""",
                            CLIENTS);
                    s.update(
                            """
                            insert into client_staff (agency_id, id, client_id, person_id, assigned_by)
                            select 'bench', gen_random_uuid(), md5('client' || c)::uuid, p, 'bench'
                              from generate_series(1, 100) c, (values ('half'), ('one')) x (p) where p = 'half' or c = 1
                            on conflict do nothing""");
                    s.update(
                            """
                            insert into brand (agency_id, id, client_id, name, initials, colour, zone, languages)
                            select 'bench', md5('brand' || c)::uuid, md5('client' || c)::uuid, 'Brand ' || c, 'B', 1, 'UTC', 'en'
                              from generate_series(1, ?) c on conflict do nothing""",
                            CLIENTS);
                    s.update(
                            """
                            insert into campaign (agency_id, id, brand_id, name, objective, brief, starts_on, ends_on, created_by)
                            select 'bench', md5('campaign' || c)::uuid, md5('brand' || c)::uuid, 'Campaign ' || c, '', '',
                                   current_date, current_date, 'all' from generate_series(1, ?) c on conflict do nothing""",
                            CLIENTS);
                    s.update(
                            """
                            insert into post (agency_id, id, brand_id, campaign_id, title, planned_at, state, revision_number, created_by)
                            select 'bench', md5('post' || c || '/' || n)::uuid, md5('brand' || c)::uuid, md5('campaign' || c)::uuid,
                                   'Post ' || n, now() + n * interval '1 hour', 'DRAFT', 1, 'all'
                              from generate_series(1, ?) c, generate_series(1, ?) n""",
                            CLIENTS,
                            POSTS_EACH);
                    s.update(
                            """
                            insert into revision (agency_id, id, post_id, number, digest, author_id, created_at)
                            select 'bench', md5('revision' || c || '/' || n)::uuid, md5('post' || c || '/' || n)::uuid, 1,
                                   sha256('x'), 'all', now() from generate_series(1, ?) c, generate_series(1, ?) n
                            on conflict do nothing""",
                            CLIENTS,
                            POSTS_EACH);
                    return s.update("set local session_replication_role = origin");
                });
        Database.superuser(s -> s.update("analyze"));
    }

    // ---- absent and foreign ----

    /** The quota would answer before the gates do; nodes read it anew within ten seconds. */
    private static void unlimited() throws SQLException {
        Database.superuser(
                s ->
                        s.update(
                                """
                                insert into api_quota values ('harbour', 1000000, 1000000)
                                on conflict (agency_id) do update
                                set agency_per_minute = excluded.agency_per_minute, caller_per_minute = excluded.caller_per_minute"""));
    }

    private static void absentAndForeign() {
        var line = ApiLine.halden();
        String campaign = line.campaign("Bench");
        JsonObject post =
                line.write(
                        campaign,
                        "Somebody else's",
                        "Words " + UUID.randomUUID(),
                        Instant.now().plus(Duration.ofDays(2)));
        var stranger = TestPeople.staff("harbour", "account_manager", false);
        TestPeople.assign(stranger, "c7e1ec21-5432-51e9-bdee-cfef5bbbc20b");
        var api = stranger.api();
        System.out.printf("%nNot found, medians of %d interleaved calls%n", 2 * CALLS);
        absentAndForeign(api, "posts", post.getString("id"));
        absentAndForeign(api, "campaigns", campaign);
        absentAndForeign(api, "brands", line.brandId());
        absentAndForeign(api, "channels", line.channelId());
    }

    private static void absentAndForeign(Api api, String kind, String foreignId) {
        var foreign = new ArrayList<Long>();
        var absent = new ArrayList<Long>();
        for (int i = -WARM_UP; i < CALLS; i++) {
            // the order alternates, so that neither is always the second
            boolean foreignFirst = i % 2 == 0;
            long first = timed(api, kind, foreignFirst ? foreignId : absentId());
            long second = timed(api, kind, foreignFirst ? absentId() : foreignId);
            if (i >= 0) {
                foreign.add(foreignFirst ? first : second);
                absent.add(foreignFirst ? second : first);
            }
        }
        double one = median(foreign.stream().mapToLong(Long::longValue).toArray());
        double other = median(absent.stream().mapToLong(Long::longValue).toArray());
        System.out.printf(
                "  %-10s foreign %.3f ms, absent %.3f ms, ratio %.3f%n",
                kind, one / 1e6, other / 1e6, one / other);
    }

    private static String absentId() {
        return UUID.randomUUID().toString();
    }

    private static long timed(Api api, String kind, String id) {
        long began = System.nanoTime();
        api.get("/api/v1/" + kind + "/" + id).expect(404);
        return System.nanoTime() - began;
    }

    private static double median(long... times) {
        Arrays.sort(times);
        int half = times.length / 2;
        return times.length % 2 == 1 ? times[half] : (times[half - 1] + times[half]) / 2.0;
    }
}
