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
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.countersign.acceptance.product.Database.Session;
import org.countersign.acceptance.sql.Line.Stage;

/**
 * Gate G3 against an oracle: over random workflows, people and tries, the database takes a decision
 * exactly when the rules allow it, and a submission becomes approved exactly when every stage has
 * its quorum of different people who may decide in it, in order.
 */
class WorkflowPropertiesIT {

    /** Somebody who tries to decide; mandates are given by the client's owner. */
    enum Who {
        AUTHOR,
        SUBMITTER,
        STAFF_1,
        STAFF_2,
        STAFF_3,
        STAFF_GONE,
        VENDOR,
        APPROVER_1,
        APPROVER_2,
        APPROVER_3,
        APPROVER_GONE,
        APPROVER_ENDED,
        VIEWER,
        STRANGER;

        boolean decidesFor(String side) {
            return switch (this) {
                case STAFF_1, STAFF_2, STAFF_3 -> side.equals("AGENCY");
                case APPROVER_1, APPROVER_2, APPROVER_3 -> side.equals("CLIENT");
                default -> false;
            };
        }
    }

    /** One try. */
    record Try(Who who, int stage, boolean yes) {}

    /** A workflow and what people try on one submission. */
    record Story(List<Stage> stages, List<Try> tries) {}

    @BeforeContainer
    static void agencies() throws SQLException {
        Line.provision();
    }

    @Provide
    Arbitrary<Story> stories() {
        Arbitrary<Stage> stage =
                Combinators.combine(
                                Arbitraries.of("AGENCY", "CLIENT"),
                                Arbitraries.integers().between(1, 3))
                        .as(Stage::new);
        Arbitrary<List<Stage>> stages =
                stage.list()
                        .ofMinSize(1)
                        .ofMaxSize(3)
                        .filter(all -> all.stream().anyMatch(s -> s.side().equals("CLIENT")));
        Arbitrary<Try> tried =
                Combinators.combine(
                                Arbitraries.of(Who.class),
                                Arbitraries.integers().between(1, 3),
                                Arbitraries.frequency(
                                        net.jqwik.api.Tuple.of(15, true),
                                        net.jqwik.api.Tuple.of(1, false)))
                        .as(Try::new);
        return stages.flatMap(
                all ->
                        Combinators.combine(tried.list().ofMaxSize(14), chances(all))
                                .as(
                                        (wild, fair) -> {
                                            var tries = new ArrayList<Try>();
                                            for (int i = 0;
                                                    i < Math.max(wild.size(), fair.size());
                                                    i++) {
                                                if (i < wild.size()) {
                                                    tries.add(wild.get(i));
                                                }
                                                if (i < fair.size()) {
                                                    tries.add(fair.get(i));
                                                }
                                            }
                                            return new Story(all, tries);
                                        }));
    }

    /** Tries that would complete the workflow, some of them left out, so that both ends happen. */
    private static Arbitrary<List<Try>> chances(List<Stage> stages) {
        var fair = new ArrayList<Try>();
        for (int i = 0; i < stages.size(); i++) {
            List<Who> deciders =
                    stages.get(i).side().equals("CLIENT")
                            ? List.of(Who.APPROVER_1, Who.APPROVER_2, Who.APPROVER_3)
                            : List.of(Who.STAFF_1, Who.STAFF_2, Who.STAFF_3);
            for (int n = 0; n < stages.get(i).quorum(); n++) {
                fair.add(new Try(deciders.get(n), i + 1, true));
            }
        }
        return Arbitraries.frequency(
                        net.jqwik.api.Tuple.of(12, true), net.jqwik.api.Tuple.of(1, false))
                .list()
                .ofSize(fair.size())
                .map(
                        kept -> {
                            var left = new ArrayList<Try>();
                            for (int i = 0; i < fair.size(); i++) {
                                if (kept.get(i)) {
                                    left.add(fair.get(i));
                                }
                            }
                            return left;
                        });
    }

    @Property(tries = 60, shrinking = ShrinkingMode.BOUNDED)
    void approvedExactlyWhenEveryStageHasItsPeople(@ForAll("stories") Story story)
            throws SQLException {
        var line = Line.written(Line.AGENCY, story.stages().toArray(Stage[]::new));
        Map<Who, String> people = people(line);
        line.as(people.get(Who.SUBMITTER), line::submit);
        var oracle = new Oracle(story.stages());
        for (Try next : story.tries()) {
            if (next.stage() > story.stages().size()) {
                continue;
            }
            boolean expected = oracle.takes(next);
            assertThat(decides(line, people.get(next.who()), next))
                    .as("%s in %s", next, story.stages())
                    .isEqualTo(expected);
            assertThat(becomesApproved(line, people.get(Who.STAFF_1)))
                    .as("after %s in %s", next, story.stages())
                    .isEqualTo(oracle.approved());
            if (oracle.approved()) {
                return;
            }
        }
    }

    private static boolean decides(Line line, String person, Try next) throws SQLException {
        try {
            line.as(
                    person,
                    s ->
                            line.decide(
                                    s,
                                    UUID.randomUUID(),
                                    next.stage(),
                                    next.yes() ? "APPROVE" : "REQUEST_CHANGES"));
            return true;
        } catch (SQLException refused) {
            assertThat(refused.getSQLState()).isIn(Refusal.GATE, Refusal.UNIQUE);
            return false;
        }
    }

    private static boolean becomesApproved(Line line, String person) throws SQLException {
        try {
            line.as(person, s -> line.state(s, "APPROVED"));
            return true;
        } catch (SQLException refused) {
            assertThat(refused.getMessage()).contains("submission.refused.incomplete");
            return false;
        }
    }

    private static Map<Who, String> people(Line line) throws SQLException {
        var people = new HashMap<Who, String>();
        for (Who who : Who.values()) {
            people.put(
                    who, who.name().toLowerCase(java.util.Locale.ROOT) + "-" + UUID.randomUUID());
        }
        people.put(Who.AUTHOR, line.author);
        line.as("job:test", s -> join(s, people));
        line.as(
                line.owner,
                s -> {
                    for (Who who :
                            List.of(
                                    Who.APPROVER_1,
                                    Who.APPROVER_2,
                                    Who.APPROVER_3,
                                    Who.APPROVER_GONE,
                                    Who.APPROVER_ENDED)) {
                        line.mandate(s, people.get(who), "APPROVER");
                    }
                    line.mandate(s, people.get(Who.VIEWER), "VIEWER");
                    return s.update(
                            "update mandate set ended_at = now() where person_id = ?",
                            people.get(Who.APPROVER_ENDED));
                });
        line.as(
                "job:test",
                s ->
                        s.update(
                                "update person set active = false where id = ?",
                                people.get(Who.APPROVER_GONE)));
        return people;
    }

    private static int join(Session s, Map<Who, String> people) throws SQLException {
        int joined = 0;
        for (var person : people.entrySet()) {
            Who who = person.getKey();
            boolean client = who.name().startsWith("APPROVER") || who == Who.VIEWER;
            if (who == Who.AUTHOR || who == Who.STRANGER) {
                continue;
            }
            joined +=
                    Line.person(
                            s,
                            person.getValue(),
                            client ? "CLIENT" : who == Who.VENDOR ? "VENDOR" : "AGENCY",
                            "{}",
                            who != Who.STAFF_GONE);
        }
        return joined;
    }

    /** The rule as people would say it. */
    private static final class Oracle {

        private final List<Stage> stages;
        private final List<Set<Who>> yes = new ArrayList<>();
        private final Set<List<Object>> decided = new HashSet<>();
        private boolean refused;

        Oracle(List<Stage> stages) {
            this.stages = stages;
            stages.forEach(stage -> yes.add(new HashSet<>()));
        }

        boolean takes(Try next) {
            int stage = next.stage() - 1;
            boolean open = true;
            for (int earlier = 0; earlier < stage; earlier++) {
                open &= full(earlier);
            }
            if (!open
                    || !next.who().decidesFor(stages.get(stage).side())
                    || !decided.add(List.of(next.who(), stage))) {
                return false;
            }
            if (next.yes()) {
                yes.get(stage).add(next.who());
            } else {
                refused = true;
            }
            return true;
        }

        boolean approved() {
            for (int stage = 0; stage < stages.size(); stage++) {
                if (!full(stage)) {
                    return false;
                }
            }
            return !refused;
        }

        private boolean full(int stage) {
            return yes.get(stage).size() >= stages.get(stage).quorum();
        }
    }
}
