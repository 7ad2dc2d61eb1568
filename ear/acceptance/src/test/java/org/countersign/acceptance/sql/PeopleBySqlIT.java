package org.countersign.acceptance.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.countersign.acceptance.product.Database;
import org.countersign.acceptance.product.Database.Session;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The agency tries to sign as the client, and people try to help themselves, with a stolen
 * application role (gate G3): every way ends at a trigger.
 */
class PeopleBySqlIT {

    private static String boss;

    @BeforeAll
    static void anAgencyWithAnOwner() throws SQLException {
        Line.provision();
        boss = someone("boss");
        Database.as(
                Line.AGENCY,
                "job:test",
                s -> Line.person(s, boss, "AGENCY", "{agency_owner}", true));
    }

    // ---- the agency tries to sign as the client ----

    @Test
    void anAgencyOwnerNamesNoApprover() throws SQLException {
        var line = Line.withPeople(Line.AGENCY);
        for (String person : List.of(boss, line.colleague, line.author, line.lawyer)) {
            refused(
                    "mandate.refused.not_owner",
                    line,
                    person,
                    s -> line.mandate(s, line.viewer, "APPROVER"));
        }
    }

    @Test
    void anAgencyOwnerNamesNoSecondOwner() throws SQLException {
        var line = Line.withPeople(Line.AGENCY);
        refused(
                "mandate.refused.not_owner",
                line,
                boss,
                s -> line.mandate(s, line.viewer, "OWNER"));
    }

    @Test
    void aFirstOwnerIsAskedInByWhoLooksAfterClients() throws SQLException {
        var line = Line.withPeople(Line.AGENCY);
        UUID fresh = line.as(line.colleague, s -> client(s));
        for (String person : List.of(line.author, line.lawyer, line.owner, line.vendor)) {
            refused("mandate.refused.not_owner", line, person, s -> first(s, fresh, line.viewer));
        }
        refused(
                "mandate.refused.owner_first",
                line,
                line.colleague,
                s -> mandate(s, fresh, line.viewer, "APPROVER"));
        assertThat(line.<Integer>as(line.colleague, s -> first(s, fresh, line.viewer))).isOne();
    }

    @Test
    void aFirstOwnerWhoNeverCameCanBeAskedAgainElsewhere() throws SQLException {
        var line = Line.withPeople(Line.AGENCY);
        UUID fresh = line.as(line.colleague, s -> client(s));
        String wrong = someone("wrong");
        line.as(
                line.colleague,
                s -> {
                    Line.person(s, wrong, "CLIENT", "{}", true);
                    first(s, fresh, wrong);
                    return invitation(s, wrong);
                });
        assertThat(
                        line.<Integer>as(
                                line.colleague,
                                s ->
                                        s.update(
                                                "update mandate set ended_at = now() where person_id = ?",
                                                wrong)))
                .isOne();
        assertThat(line.<Integer>as(line.colleague, s -> first(s, fresh, line.viewer))).isOne();
    }

    @Test
    void anOwnerWhoCameIsNotTheAgencysToEnd() throws SQLException {
        var line = Line.withPeople(Line.AGENCY);
        refused(
                "mandate.refused.not_owner",
                line,
                boss,
                s ->
                        s.update(
                                "update mandate set ended_at = now() where person_id = ?",
                                line.owner));
    }

    @Test
    void anApproverWithAnotherAddressDecidesNothing() throws SQLException {
        var line = Line.submitted(Line.AGENCY);
        line.as(line.approver, s -> mail(s, line.approver, "elsewhere-" + line.approver));
        refused(
                "decision.refused.not_an_approver",
                line,
                line.approver,
                s -> line.decide(s, line.decision, 1, "APPROVE"));
        for (String person : List.of(boss, line.colleague, line.approver)) {
            refused("mail_change.refused.not_owner", line, person, s -> confirm(s, line.approver));
        }
        assertThat(line.<Integer>as(line.owner, s -> confirm(s, line.approver))).isOne();
        line.as(line.approver, s -> line.decide(s, line.decision, 1, "APPROVE"));
    }

    @Test
    void theAgencyChangesNoAddressOfAClientsPerson() throws SQLException {
        var line = Line.withPeople(Line.AGENCY);
        refused(
                "person.refused.not_client_owner",
                line,
                boss,
                s -> mail(s, line.approver, "mine-" + line.approver));
    }

    @Test
    void anAddressChangedBackCountsAgain() throws SQLException {
        var line = Line.withPeople(Line.AGENCY);
        line.as(line.approver, s -> mail(s, line.approver, "elsewhere-" + line.approver));
        assertThat(suspended(line)).isOne();
        line.as(line.approver, s -> mail(s, line.approver, line.approver + "@example.test"));
        assertThat(suspended(line)).isZero();
    }

    @Test
    void aSuspendedPersonIsNotAppointedAroundIt() throws SQLException {
        var line = Line.withPeople(Line.AGENCY);
        line.as(line.approver, s -> mail(s, line.approver, "elsewhere-" + line.approver));
        refused(
                "mandate.refused.mail_unconfirmed",
                line,
                line.owner,
                s -> line.mandate(s, line.approver, "OWNER"));
    }

    @Test
    void theOnlyOwnerConfirmsWithTheCodeOfTheOldAddressAlone() throws SQLException {
        var line = Line.withPeople(Line.AGENCY);
        line.as(line.owner, s -> mail(s, line.owner, "elsewhere-" + line.owner));
        line.as(
                line.owner,
                s ->
                        s.update(
                                "update mail_change set code_hash = sha256('right'::bytea) where person_id = ?",
                                line.owner));
        refused("mail_change.refused.code", line, line.owner, s -> confirm(s, line.owner));
        refused(
                "mail_change.refused.code",
                line,
                line.owner,
                s ->
                        s.update(
                                "update mail_change set state = 'CONFIRMED', code = 'wrong' where person_id = ?",
                                line.owner));
        refused(
                "mail_change.refused.settled",
                line,
                line.owner,
                s ->
                        s.update(
                                "update mail_change set code_hash = sha256('mine'::bytea) where person_id = ?",
                                line.owner));
        assertThat(
                        line.<Integer>as(
                                line.owner,
                                s ->
                                        s.update(
                                                "update mail_change set state = 'CONFIRMED', code = 'right' where person_id = ?",
                                                line.owner)))
                .isOne();
    }

    @Test
    void anOwnerWithAColleagueNeedsThatColleague() throws SQLException {
        var line = Line.withPeople(Line.AGENCY);
        line.as(line.owner, s -> line.mandate(s, line.viewer, "OWNER"));
        line.as(line.owner, s -> mail(s, line.owner, "elsewhere-" + line.owner));
        line.as(
                line.owner,
                s ->
                        s.update(
                                "update mail_change set code_hash = sha256('right'::bytea) where person_id = ?",
                                line.owner));
        refused(
                "mail_change.refused.not_owner",
                line,
                line.owner,
                s ->
                        s.update(
                                "update mail_change set state = 'CONFIRMED', code = 'right' where person_id = ?",
                                line.owner));
        assertThat(line.<Integer>as(line.viewer, s -> confirm(s, line.owner))).isOne();
    }

    @Test
    void aSuspensionIsNotLiftedByHand() throws SQLException {
        var line = Line.withPeople(Line.AGENCY);
        line.as(line.approver, s -> mail(s, line.approver, "elsewhere-" + line.approver));
        Refusal.by(
                Refusal.PRIVILEGE,
                "mandate",
                () ->
                        line.as(
                                line.approver,
                                s -> s.update("update mandate set suspended_at = null")));
        Refusal.by(
                Refusal.PRIVILEGE,
                "mail_change",
                () -> line.as(line.approver, s -> s.update("delete from mail_change")));
        refused(
                "mail_change.refused.not_owner",
                line,
                line.approver,
                s ->
                        s.update(
                                "update mail_change set state = 'SUPERSEDED' where person_id = ?",
                                line.approver));
    }

    @Test
    void nobodyIsOfBothSides() throws SQLException {
        var line = Line.withPeople(Line.AGENCY);
        refused(
                "mandate.refused.not_client_person",
                line,
                line.owner,
                s -> line.mandate(s, line.colleague, "APPROVER"));
        refused("staff.refused.not_staff", line, boss, s -> assign(s, line.client, line.approver));
        for (String person : List.of(boss, line.colleague, "job:test")) {
            refused(
                    "person.refused.side",
                    line,
                    person,
                    s ->
                            s.update(
                                    "update person set side = 'CLIENT' where id = ?",
                                    line.colleague));
        }
    }

    @Test
    void anEndedApproverStaysEnded() throws SQLException {
        var line = Line.withPeople(Line.AGENCY);
        line.as(
                line.owner,
                s ->
                        s.update(
                                "update mandate set ended_at = now() where person_id = ?",
                                line.approver));
        for (String person : List.of(boss, line.colleague, line.owner)) {
            refused(
                    "mandate.refused.ended",
                    line,
                    person,
                    s ->
                            s.update(
                                    "update mandate set ended_at = null where person_id = ?",
                                    line.approver));
        }
        refused(
                "mandate.refused.not_owner",
                line,
                boss,
                s -> line.mandate(s, line.approver, "APPROVER"));
    }

    @Test
    void theAgencyNeitherShutsOutNorLetsInAClientsPerson() throws SQLException {
        var line = Line.withPeople(Line.AGENCY);
        for (String change : List.of("active = false", "access_until = now() + interval '1 day'")) {
            refused(
                    "person.refused.client_side",
                    line,
                    boss,
                    s -> s.update("update person set " + change + " where id = ?", line.approver));
        }
    }

    @Test
    void theLastOwnerOfAClientStays() throws SQLException {
        var line = Line.withPeople(Line.AGENCY);
        for (String change : List.of("ended_at = now()", "ends_at = now() + interval '9 days'")) {
            refused(
                    "mandate.refused.last_owner",
                    line,
                    line.owner,
                    s ->
                            s.update(
                                    "update mandate set " + change + " where person_id = ?",
                                    line.owner));
        }
        line.as(line.owner, s -> line.mandate(s, line.viewer, "OWNER"));
        assertThat(
                        line.<Integer>as(
                                line.owner,
                                s ->
                                        s.update(
                                                "update mandate set ended_at = now() where person_id = ?",
                                                line.owner)))
                .isOne();
    }

    @Test
    void anOwnerWhoHasNotComeYetIsNobodyToLeaveTheClientTo() throws SQLException {
        var line = Line.withPeople(Line.AGENCY);
        line.as(line.owner, s -> line.mandate(s, line.viewer, "OWNER"));
        line.as(line.owner, s -> invitation(s, line.viewer));
        refused(
                "mandate.refused.last_owner",
                line,
                line.owner,
                s ->
                        s.update(
                                "update mandate set ended_at = now() where person_id = ?",
                                line.owner));
    }

    @Test
    void aMandateEndsByItself() throws SQLException {
        var line = Line.submitted(Line.AGENCY);
        line.as(
                line.owner,
                s ->
                        s.update(
                                "update mandate set ends_at = db_now() + interval '1 day' where person_id = ?",
                                line.approver));
        Refusal.by(
                Refusal.GATE,
                "decision.refused.not_an_approver",
                () ->
                        Database.atAnotherTime(
                                "25 hours",
                                Line.AGENCY,
                                line.approver,
                                s -> line.decide(s, line.decision, 1, "APPROVE")));
        line.as(line.approver, s -> line.decide(s, line.decision, 1, "APPROVE"));
    }

    @Test
    void aSuggestionAppointsNobody() throws SQLException {
        var line = Line.withPeople(Line.AGENCY);
        UUID proposal = UUID.randomUUID();
        line.as(
                line.colleague,
                s ->
                        s.update(
                                """
                                insert into mandate_proposal (id, client_id, name, mail, kind, state)
                                values (?, ?, 'Somebody', 'x@example.test', 'APPROVER', 'CONFIRMED')""",
                                proposal,
                                line.client));
        assertThat(
                        line.<String>as(
                                line.owner,
                                s ->
                                        s.text(
                                                "select state from mandate_proposal where id = ?",
                                                proposal)))
                .isEqualTo("OPEN");
        for (String person : List.of(boss, line.colleague)) {
            refused(
                    "proposal.refused.not_owner",
                    line,
                    person,
                    s ->
                            s.update(
                                    "update mandate_proposal set state = 'CONFIRMED' where id = ?",
                                    proposal));
        }
        for (String person : List.of(line.author, line.vendor, line.owner)) {
            refused(
                    "proposal.refused.not_yours",
                    line,
                    person,
                    s ->
                            s.update(
                                    """
                                    insert into mandate_proposal (id, client_id, name, mail, kind)
                                    values (?, ?, 'Somebody', 'y@example.test', 'APPROVER')""",
                                    UUID.randomUUID(),
                                    line.client));
        }
    }

    // ---- people help themselves ----

    @ParameterizedTest
    @ValueSource(
            strings = {
                "roles = '{agency_owner}'",
                "all_clients = not all_clients",
                "access_until = now() + interval '1 day'",
                "active = not active"
            })
    void onlyAnAgencyOwnerChangesWhatStaffMay(String change) throws SQLException {
        var line = Line.withPeople(Line.AGENCY);
        String statement = "update person set " + change + " where id = ?";
        for (String person : List.of(line.colleague, line.author, line.lawyer, line.owner)) {
            refused(
                    "person.refused.not_agency_owner",
                    line,
                    person,
                    s -> {
                        int rows = s.update(statement, line.author);
                        return rows == 0 ? s.update(statement, line.colleague) : rows;
                    });
        }
        assertThat(line.<Integer>as(boss, s -> s.update(statement, line.author))).isOne();
    }

    @Test
    void nobodyChangesTheirOwnRoles() throws SQLException {
        var line = Line.withPeople(Line.AGENCY);
        for (String change :
                List.of("roles = roles || 'compliance'::text", "access_from = now()")) {
            refused(
                    "person.refused.self",
                    line,
                    boss,
                    s -> s.update("update person set " + change + " where id = ?", boss));
        }
    }

    @Test
    void aRoleIsOfItsSide() throws SQLException {
        var line = Line.withPeople(Line.AGENCY);
        for (String role :
                List.of("client_owner", "client_approver", "operator", "system", "vendor")) {
            refused(
                    "person.refused.roles",
                    line,
                    boss,
                    s ->
                            s.update(
                                    "update person set roles = ?::text[] where id = ?",
                                    "{" + role + "}",
                                    line.author));
        }
        line.as(
                boss,
                s -> s.update("update person set roles = '{creator}' where id = ?", line.author));
        String planted = someone("planted");
        line.as(line.owner, s -> Line.person(s, planted, "CLIENT", "{agency_owner}", true));
        assertThat(
                        Database.<String>superuser(
                                s ->
                                        s.text(
                                                "select roles::text from person where id = ?",
                                                planted)))
                .isEqualTo("{}");
    }

    @Test
    void whoAddsStaffIsAnAgencyOwner() throws SQLException {
        var line = Line.withPeople(Line.AGENCY);
        for (String side : List.of("AGENCY", "VENDOR", "SERVICE", "OPERATOR")) {
            for (String person : List.of(line.colleague, line.owner, line.vendor)) {
                refused(
                        "person.refused.not_agency_owner",
                        line,
                        person,
                        s -> Line.person(s, someone("planted"), side, "{}", true));
            }
        }
        refused(
                "person.refused.not_agency_owner",
                line,
                line.approver,
                s -> Line.person(s, someone("planted"), "CLIENT", "{}", true));
    }

    // ---- people of vendors ----

    @Test
    void anAccountManagerAsksPeopleOfAVendorIn() throws SQLException {
        var line = Line.withPeople(Line.AGENCY);
        line.engaged();
        line.approvedFor(line.assignment, line.campaign, "-1 day", "1 day");
        String somebody = someone("member");
        for (String person : List.of(line.author, line.lawyer, line.owner, line.vendor)) {
            refused(
                    "person.refused.not_vendor_keeper",
                    line,
                    person,
                    s -> member(s, somebody, line.company));
        }
        line.as(line.colleague, s -> member(s, somebody, line.company));
        assertThat(line.<Integer>as(line.colleague, s -> invitation(s, somebody))).isOne();
        refused("invitation.refused.not_yours", line, line.author, s -> invitation(s, somebody));
        assertThat(line.<Integer>as(line.colleague, s -> mail(s, somebody, "right-" + somebody)))
                .as("the address of who never came")
                .isOne();
        assertThat(line.<Integer>as(line.colleague, s -> active(s, somebody, false))).isOne();
        assertThat(line.<Integer>as(line.colleague, s -> active(s, somebody, true))).isOne();

        refused(
                "person.refused.not_agency_owner",
                line,
                line.colleague,
                s -> mail(s, line.vendor, "mine-" + line.vendor));
        refused(
                "person.refused.not_agency_owner",
                line,
                line.colleague,
                s -> active(s, line.author, false));
        refused(
                "person.refused.not_agency_owner",
                line,
                line.colleague,
                s -> s.update("update person set vendor_id = null where id = ?", somebody));
    }

    /** Else a wall would be passed by a friend behind it. */
    @Test
    void nobodyAsksInWhoWouldSeeMoreThanThemselves() throws SQLException {
        var line = Line.withPeople(Line.AGENCY);
        var other = Line.withPeople(Line.AGENCY);
        other.engaged();
        other.approvedFor(other.assignment, other.campaign, "-1 day", "1 day");
        String limited = someone("limited");
        line.as(
                "job:test",
                s -> {
                    s.update(
                            """
                            insert into person (id, name, mail, side, roles, all_clients)
                            values (?, 'Limited', ? || '@example.test', 'AGENCY', '{account_manager}', false)""",
                            limited,
                            limited);
                    return assign(s, line.client, limited);
                });
        for (Database.Work<?> attempt :
                List.<Database.Work<?>>of(
                        s -> member(s, someone("friend"), other.company),
                        s -> active(s, other.vendor, false))) {
            refused("person.refused.not_vendor_keeper", line, limited, attempt);
        }
        refused("invitation.refused.not_yours", line, limited, s -> invitation(s, other.vendor));

        line.as("job:test", s -> assign(s, other.client, limited));
        assertThat(line.<Integer>as(limited, s -> member(s, someone("friend"), other.company)))
                .isOne();
    }

    @Test
    void whoIsWalledOffFromTheClientKeepsNoVendorOfIt() throws SQLException {
        var left = Line.withPeople(Line.RIVAL);
        var right = Line.withPeople(Line.RIVAL);
        right.engaged();
        right.approvedFor(right.assignment, right.campaign, "-1 day", "1 day");
        left.as("job:test", s -> assign(s, left.client, left.colleague));
        left.as(left.colleague, s -> member(s, someone("before"), right.company));
        left.as(left.lawyer, s -> wall(s, left, right));
        refused(
                "person.refused.not_vendor_keeper",
                left,
                left.colleague,
                s -> member(s, someone("behind"), right.company));
    }

    @Test
    void anInvitationIsAcceptedByWhoWasInvited() throws SQLException {
        var line = Line.withPeople(Line.AGENCY);
        line.as(line.owner, s -> line.mandate(s, line.viewer, "VIEWER"));
        line.as(line.owner, s -> invitation(s, line.viewer));
        refused(
                "invitation.refused.not_yours",
                line,
                line.owner,
                s -> settle(s, "ACCEPTED", line.viewer));
        refused(
                "invitation.refused.not_yours",
                line,
                line.colleague,
                s -> settle(s, "REVOKED", line.viewer));
        assertThat(line.<Integer>as(line.viewer, s -> settle(s, "ACCEPTED", line.viewer))).isOne();
        refused("invitation.refused.not_yours", line, boss, s -> invitation(s, line.viewer));
    }

    @Test
    void clientsAreGivenByAnAgencyOwner() throws SQLException {
        var line = Line.withPeople(Line.AGENCY);
        for (String person : List.of(line.colleague, line.author, line.owner)) {
            refused(
                    "person.refused.not_agency_owner",
                    line,
                    person,
                    s -> assign(s, line.client, line.author));
        }
    }

    @Test
    void wallsAreBuiltAndEndedByWhoStandsAboveThem() throws SQLException {
        var left = Line.withPeople(Line.RIVAL);
        var right = Line.withPeople(Line.RIVAL);
        refused("wall.refused.not_yours", left, left.colleague, s -> wall(s, left, right));
        left.as(left.lawyer, s -> wall(s, left, right));
        refused(
                "wall.refused.shared_staff",
                left,
                "job:test",
                s -> assign(s, left.client, left.author) + assign(s, right.client, left.author));
        assertThat(
                        left.<Integer>as(
                                left.colleague,
                                s ->
                                        s.update(
                                                "update wall set ended_at = now() where ended_at is null")))
                .as("walls that staff on neither side can name")
                .isZero();
        assertThat(
                        left.<Integer>as(
                                left.lawyer,
                                s ->
                                        s.update(
                                                "update wall set ended_at = now() where ended_at is null and ? in (client_a, client_b)",
                                                left.client)))
                .isOne();
    }

    @Test
    void theLastOwnerOfAnAgencyStays() throws SQLException {
        String agency = "o" + UUID.randomUUID().toString().substring(0, 8);
        Database.superuser(
                s ->
                        s.rows(
                                "select provision_agency(?, 'One owner', ?, 'http://localhost:1/realms/none')",
                                agency,
                                agency + ".localhost"));
        String one = someone("one");
        String two = someone("two");
        Database.as(agency, "job:test", s -> Line.person(s, one, "AGENCY", "{agency_owner}", true));
        for (String change :
                List.of(
                        "active = false",
                        "roles = '{creator}'",
                        "access_until = now() + interval '9 days'")) {
            String statement = "update person set " + change + " where id = ?";
            Refusal.by(
                    Refusal.GATE,
                    "person.refused.last_owner",
                    () -> Database.as(agency, "job:test", s -> s.update(statement, one)));
        }
        Database.as(
                agency,
                one,
                s -> Line.person(s, two, "AGENCY", "{agency_owner}", true) + invitation(s, two));
        Refusal.by(
                Refusal.GATE,
                "person.refused.last_owner",
                () ->
                        Database.as(
                                agency,
                                two,
                                s ->
                                        s.update(
                                                "update person set active = false where id = ?",
                                                one)));
        Database.as(agency, two, s -> settle(s, "ACCEPTED", two));
        assertThat(
                        Database.<Integer>as(
                                agency,
                                two,
                                s ->
                                        s.update(
                                                "update person set active = false where id = ?",
                                                one)))
                .isOne();
    }

    @Test
    void whoIsLetGoHasNoSessionLeft() throws SQLException {
        var line = Line.withPeople(Line.AGENCY);
        line.as(boss, s -> s.update("update person set active = false where id = ?", line.author));
        assertThat(
                        Database.<Long>superuser(
                                s ->
                                        s.number(
                                                "select count(*) from revocation where kind = 'person' and ref = ?",
                                                line.author)))
                .isOne();
        assertThat(
                        Database.<Long>as(
                                Line.AGENCY,
                                "job:test",
                                s ->
                                        s.number(
                                                "select count(*) from standing(?, ?)",
                                                Line.AGENCY,
                                                line.author)))
                .isZero();
    }

    @Test
    void twoPeopleHaveTwoAddresses() throws SQLException {
        var line = Line.withPeople(Line.AGENCY);
        Refusal.by(
                Refusal.UNIQUE,
                "person_mail_uk",
                () ->
                        line.as(
                                line.author,
                                s -> mail(s, line.author, (line.lawyer + "@EXAMPLE.test"))));
    }

    // ---- single steps ----

    private static void refused(String reason, Line line, String person, Database.Work<?> attempt) {
        Refusal.by(Refusal.GATE, reason, () -> line.as(person, attempt));
    }

    private static String someone(String name) {
        return name + "-" + UUID.randomUUID().toString().substring(0, 18);
    }

    private static UUID client(Session s) throws SQLException {
        UUID id = UUID.randomUUID();
        s.update(
                "insert into client (id, alias, name) values (?, ?, 'A fresh client')",
                id,
                "f-" + id);
        return id;
    }

    private static int first(Session s, UUID client, String person) throws SQLException {
        return mandate(s, client, person, "OWNER");
    }

    private static int mandate(Session s, UUID client, String person, String kind)
            throws SQLException {
        return s.update(
                "insert into mandate (id, client_id, person_id, kind) values (?, ?, ?, ?)",
                UUID.randomUUID(),
                client,
                person,
                kind);
    }

    private static int invitation(Session s, String person) throws SQLException {
        return s.update(
                "insert into invitation (id, person_id, language) values (?, ?, 'en')",
                UUID.randomUUID(),
                person);
    }

    private static int member(Session s, String person, UUID company) throws SQLException {
        return s.update(
                """
                insert into person (id, name, mail, side, roles, vendor_id)
                values (?, 'Member of a studio', ? || '@example.test', 'VENDOR', '{vendor}', ?)""",
                person,
                person,
                company);
    }

    private static int active(Session s, String person, boolean active) throws SQLException {
        return s.update("update person set active = ? where id = ?", active, person);
    }

    private static int settle(Session s, String state, String person) throws SQLException {
        return s.update("update invitation set state = ? where person_id = ?", state, person);
    }

    private static int mail(Session s, String person, String mail) throws SQLException {
        return s.update("update person set mail = ? where id = ?", mail, person);
    }

    private static int confirm(Session s, String person) throws SQLException {
        return s.update(
                "update mail_change set state = 'CONFIRMED' where person_id = ? and state = 'OPEN'",
                person);
    }

    private static int assign(Session s, UUID client, String person) throws SQLException {
        return s.update(
                "insert into client_staff (id, client_id, person_id) values (?, ?, ?)",
                UUID.randomUUID(),
                client,
                person);
    }

    private static int wall(Session s, Line left, Line right) throws SQLException {
        return s.update(
                """
                insert into wall (id, client_a, client_b)
                values (?, least(?::uuid, ?::uuid), greatest(?::uuid, ?::uuid))""",
                UUID.randomUUID(),
                left.client,
                right.client,
                left.client,
                right.client);
    }

    private static long suspended(Line line) throws SQLException {
        return Database.superuser(
                s ->
                        s.number(
                                "select count(*) from mandate where person_id = ? and suspended_at is not null",
                                line.approver));
    }
}
