package org.countersign.acceptance.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An agency's look, as the application's role may and may not change it. */
class LookBySqlIT {

    private static Line line;
    private static String owner;

    @BeforeAll
    static void anAgency() throws SQLException {
        Line.provision();
        line = Line.scheduled(Line.RIVAL);
        owner = "owner-" + UUID.randomUUID();
        line.as("job:test", s -> Line.person(s, owner, "AGENCY", "{agency_owner}", true));
    }

    @Test
    void onlyTheOwnerChangesIt() throws SQLException {
        for (String other : List.of(line.author, line.owner, line.vendor, "somebody")) {
            Refusal.by(
                    Refusal.GATE,
                    "look.refused.not_owner",
                    () -> line.as(other, s -> s.update("update agency set colour = '#123456'")));
        }
        String colour = "#%06x".formatted(System.nanoTime() & 0xffffff);
        int changed =
                line.<Integer>as(owner, s -> s.update("update agency set colour = ?", colour));

        assertThat(changed).as("this agency's row and no other").isEqualTo(1);
        assertThat(
                        line.<List<String>>as(
                                owner,
                                s ->
                                        s.texts(
                                                """
                                                select kind || ' ' || ref from identity_task
                                                where kind = 'look'""")))
                .as("Keycloak is told")
                .containsExactly("look " + Line.RIVAL);
        assertThat(
                        line.<List<String>>as(
                                "job:test",
                                s ->
                                        s.texts(
                                                "select action from audit_entry where action = 'agency.look_changed'")))
                .isNotEmpty();
    }

    @Test
    void aChangeThatChangesNothingIsNone() throws SQLException {
        String version = "select look_version from agency";
        long before = line.<Long>as(owner, s -> s.number(version));

        line.as(owner, s -> s.update("update agency set name = name"));

        assertThat(line.<Long>as(owner, s -> s.number(version))).isEqualTo(before);
    }

    @Test
    void theVersionIsTheDatabases() {
        Refusal.by(
                "42501",
                "agency",
                () -> line.as(owner, s -> s.update("update agency set look_version = 1")));
        Refusal.by(
                "42501",
                "agency",
                () -> line.as(owner, s -> s.update("update agency set agency_id = 'x'")));
    }

    @Test
    void aSenderIsNoAddressAndALogoIsSmall() {
        Refusal.by(
                "23514",
                "agency_mail_name_check",
                () -> line.as(owner, s -> s.update("update agency set mail_name = 'a@b.example'")));
        Refusal.by(
                "23514",
                "agency_logo_check",
                () ->
                        line.as(
                                owner,
                                s ->
                                        s.update(
                                                """
                                                update agency set logo_type = 'image/png',
                                                       logo = decode(repeat('00', 102401), 'hex')""")));
        Refusal.by(
                "23514",
                "agency_logo_type_check",
                () ->
                        line.as(
                                owner,
                                s ->
                                        s.update(
                                                "update agency set logo_type = 'image/svg+xml', logo = 'x'")));
    }
}
