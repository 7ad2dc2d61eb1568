package org.countersign.acceptance.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.countersign.acceptance.product.Database;
import org.countersign.acceptance.product.Database.Session;

/**
 * Over random assignments and instants: a vendor's person sees exactly what is open then, and of it
 * the inside exactly where they accepted the texts.
 */
class AssignmentPropertiesIT {

    enum Fate {
        DRAFT,
        PROPOSED,
        DECLINED,
        APPROVED,
        ENDED
    }

    /**
     * One assignment.
     *
     * @param client 0 or 1
     * @param campaign 0 or 1 of its brand, 2 for the whole brand
     * @param own of the vendor's company, else of another
     * @param from hours from now
     * @param hours how long it lasts
     */
    record Order(
            int client,
            int campaign,
            boolean own,
            Fate fate,
            boolean accepts,
            int from,
            int hours) {

        boolean openAt(int hour) {
            return own && fate == Fate.APPROVED && from <= hour && hour < from + hours;
        }

        boolean accepted() {
            return accepts && openAt(0);
        }
    }

    @BeforeContainer
    static void agencies() throws SQLException {
        Line.provision();
    }

    @Provide
    Arbitrary<List<Order>> orders() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 1),
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.frequency(
                                net.jqwik.api.Tuple.of(5, true), net.jqwik.api.Tuple.of(1, false)),
                        Arbitraries.frequency(
                                net.jqwik.api.Tuple.of(6, Fate.APPROVED),
                                net.jqwik.api.Tuple.of(1, Fate.DRAFT),
                                net.jqwik.api.Tuple.of(1, Fate.PROPOSED),
                                net.jqwik.api.Tuple.of(1, Fate.DECLINED),
                                net.jqwik.api.Tuple.of(2, Fate.ENDED)),
                        Arbitraries.frequency(
                                net.jqwik.api.Tuple.of(4, true), net.jqwik.api.Tuple.of(1, false)),
                        Arbitraries.integers().between(-40, 20),
                        Arbitraries.integers().between(1, 60))
                .as(Order::new)
                // a whole number of hours from now would meet the clock at its edge
                .list()
                .ofMinSize(1)
                .ofMaxSize(6);
    }

    @Property(tries = 30, shrinking = ShrinkingMode.BOUNDED)
    void aVendorSeesExactlyWhatIsOpen(@ForAll("orders") List<Order> orders) throws SQLException {
        var world = new World();
        for (Order order : orders) {
            world.add(order);
        }
        for (int hour : List.of(-30, -1, 0, 1, 12, 45)) {
            // half an hour past, so that no instant is an edge
            Map<String, Set<String>> seen =
                    Database.atAnotherTime(
                            hour + " hours 30 minutes",
                            Line.AGENCY,
                            world.left.vendor,
                            AssignmentPropertiesIT::seen);
            assertThat(seen).as("at %s of %s", hour, orders).isEqualTo(world.oracle(hour));
        }
    }

    private static Map<String, Set<String>> seen(Session s) throws SQLException {
        var seen = new HashMap<String, Set<String>>();
        for (String table : List.of("assignment", "brand", "campaign", "client", "channel")) {
            seen.put(table, new HashSet<>(s.texts("select id from " + table)));
        }
        seen.put("terms", new HashSet<>(s.texts("select assignment_id from assignment_terms")));
        seen.put("fee", new HashSet<>(s.texts("select assignment_id from assignment_fee")));
        seen.put(
                "working",
                new HashSet<>(s.texts("select id from assignment_overview where working")));
        seen.put("post", new HashSet<>(s.texts("select id from post")));
        return seen;
    }

    /** Two clients with two campaigns each, two vendors. */
    private static final class World {

        private final Line left = Line.withPeople(Line.AGENCY);
        private final Line right = Line.withPeople(Line.AGENCY);
        private final List<List<UUID>> campaigns = new ArrayList<>();
        private final Map<UUID, Order> made = new HashMap<>();
        private final Map<UUID, UUID> posts = new HashMap<>();

        World() throws SQLException {
            left.engaged();
            right.engaged();
            for (Line line : List.of(left, right)) {
                UUID second = UUID.randomUUID();
                line.as(
                        line.author,
                        s ->
                                s.update(
                                        """
                                        insert into campaign (id, brand_id, name, objective, brief, starts_on, ends_on, created_by)
                                        values (?, ?, 'Another', '', '', '2026-01-01', '2026-12-31', 'x')""",
                                        second,
                                        line.brand));
                campaigns.add(List.of(line.campaign, second));
            }
        }

        private Line line(Order order) {
            return order.client() == 0 ? left : right;
        }

        void add(Order order) throws SQLException {
            UUID id = UUID.randomUUID();
            Line line = line(order);
            UUID campaign =
                    order.campaign() == 2
                            ? null
                            : campaigns.get(order.client()).get(order.campaign());
            line.as(line.colleague, s -> write(s, order, id, campaign));
            if (order.fate() == Fate.DECLINED) {
                line.as(line.owner, s -> line.answer(s, id, "DECLINE"));
            }
            boolean over = order.from() + order.hours() <= 0;
            if ((order.fate() == Fate.APPROVED || order.fate() == Fate.ENDED) && !over) {
                line.as(line.owner, s -> line.answer(s, id, "APPROVE"));
            }
            if (order.accepts()
                    && order.own()
                    && !over
                    && order.from() <= 0
                    && (order.fate() == Fate.APPROVED || order.fate() == Fate.ENDED)) {
                left.as(left.vendor, s -> accept(s, line, id));
                UUID post = UUID.randomUUID();
                left.as(left.vendor, s -> post(s, order, post));
                posts.put(post, assignmentOf(post));
            }
            if (order.fate() == Fate.ENDED) {
                line.as(line.colleague, s -> line.assignmentState(s, id, "ENDED"));
            }
            made.put(id, order);
        }

        private int accept(Session s, Line line, UUID id) throws SQLException {
            return s.update(
                    """
                    insert into assignment_acceptance (assignment_id, nda_id, rights_id)
                    select id, nda_id, rights_id from assignment where id = ?""",
                    id);
        }

        /** The database chooses among those that fit; which one it took is part of the oracle. */
        private UUID assignmentOf(UUID post) throws SQLException {
            return UUID.fromString(
                    left.<String>as(
                            "job:test",
                            s -> s.text("select assignment_id from post where id = ?", post)));
        }

        private int post(Session s, Order order, UUID id) throws SQLException {
            return s.update(
                    """
                    insert into post (id, brand_id, campaign_id, title, planned_at, state, revision_number, created_by)
                    values (?, ?, ?, 'Of a vendor', now(), 'DRAFT', 1, '')""",
                    id,
                    line(order).brand,
                    campaigns.get(order.client()).get(order.campaign() % 2));
        }

        private int write(Session s, Order order, UUID id, UUID campaign) throws SQLException {
            String from = order.from() + " hours";
            String until = (order.from() + order.hours()) + " hours";
            Line line = line(order);
            s.update(
                    """
                    insert into assignment (id, vendor_id, brand_id, campaign_id, title, state, starts_at, ends_at)
                    values (?, ?, ?, ?, 'An assignment', 'DRAFT', db_now() + ?::interval, db_now() + ?::interval)""",
                    id,
                    order.own() ? left.company : right.company,
                    line.brand,
                    campaign,
                    from,
                    until);
            line.terms(s, id, campaign, from, until, "A brief");
            s.update(
                    "insert into assignment_fee (id, assignment_id, amount, currency) values (?, ?, 5, 'EUR')",
                    UUID.randomUUID(),
                    id);
            boolean over = order.from() + order.hours() <= 0;
            return order.fate() == Fate.DRAFT || over ? 0 : line.assignmentState(s, id, "PROPOSED");
        }

        Map<String, Set<String>> oracle(int hour) {
            var open = new HashSet<UUID>();
            var working = new HashSet<UUID>();
            made.forEach(
                    (id, order) -> {
                        // what was over when it was written was never proposed
                        if (order.openAt(hour) && order.from() + order.hours() > 0) {
                            open.add(id);
                            if (order.accepted()) {
                                working.add(id);
                            }
                        }
                    });
            var seen = new HashMap<String, Set<String>>();
            seen.put("assignment", texts(open));
            seen.put("working", texts(working));
            seen.put("terms", texts(working));
            seen.put("fee", texts(working));
            var brands = new HashSet<UUID>();
            var clients = new HashSet<UUID>();
            var channels = new HashSet<UUID>();
            var inside = new HashSet<UUID>();
            for (UUID id : working) {
                Order order = made.get(id);
                brands.add(line(order).brand);
                clients.add(line(order).client);
                channels.add(line(order).channel);
                var all = campaigns.get(order.client());
                inside.addAll(order.campaign() == 2 ? all : List.of(all.get(order.campaign())));
            }
            seen.put("brand", texts(brands));
            seen.put("client", texts(clients));
            seen.put("channel", texts(channels));
            seen.put("campaign", texts(inside));
            seen.put(
                    "post",
                    texts(
                            posts.entrySet().stream()
                                    .filter(p -> working.contains(p.getValue()))
                                    .map(Map.Entry::getKey)
                                    .collect(Collectors.toSet())));
            return seen;
        }

        private static Set<String> texts(Set<UUID> ids) {
            return ids.stream().map(UUID::toString).collect(Collectors.toSet());
        }
    }
}
