package org.countersign.tenancy.look;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.Optional;
import org.countersign.platform.Database;
import org.countersign.platform.Letterhead;
import org.countersign.platform.Letterheads;

/** The rows of looks: of the agency that the running transaction is for. */
@ApplicationScoped
public class LookBook implements Letterheads {

    @Inject Database database;

    public AgencyLook read() {
        return database.first(
                        """
                        select agency_id, name, coalesce(colour, ''), coalesce(logo_type, ''), coalesce(logo, ''::bytea),
                               mail_name, reply_to, look_version
                        from agency""",
                        LookBook::look)
                .orElseThrow();
    }

    /** Puts a demo agency's look in its books. An agency that has one already keeps it. */
    public void first(LookDraft draft, Logo logo) {
        if (lock() == 1) {
            write(draft.checked(), Optional.of(logo));
        }
    }

    @Override
    public Letterhead current() {
        AgencyLook look = read();
        return new Letterhead(
                look.name(),
                look.sender(),
                look.replyTo(),
                look.accent().map(Accent::hex).orElse(""),
                look.logo().mediaType(),
                look.logo().bytes());
    }

    /** The version, which nobody else changes until the transaction ends. */
    long lock() {
        return database.first("select look_version from agency for update", row -> row.big(1))
                .orElseThrow();
    }

    void write(LookDraft draft, Optional<Logo> logo) {
        database.update(
                """
                update agency set name = ?, colour = nullif(?, ''), mail_name = ?, reply_to = ?,
                       logo = case when ? then nullif(?, ''::bytea) else logo end,
                       logo_type = case when ? then nullif(?, '') else logo_type end""",
                draft.name(),
                draft.colour(),
                draft.mailName(),
                draft.replyTo(),
                logo.isPresent(),
                logo.orElse(Logo.NONE).bytes(),
                logo.isPresent(),
                logo.orElse(Logo.NONE).mediaType());
    }

    void writeLogo(Logo logo) {
        database.update(
                "update agency set logo = nullif(?, ''::bytea), logo_type = nullif(?, '')",
                logo.bytes(),
                logo.mediaType());
    }

    private static AgencyLook look(Database.Row row) throws SQLException {
        return new AgencyLook(
                row.text(1),
                row.text(2),
                row.text(3),
                new Logo(row.text(4), row.bytes(5)),
                row.text(6),
                row.text(7),
                row.big(8));
    }
}
