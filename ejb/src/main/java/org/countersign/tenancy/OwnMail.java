package org.countersign.tenancy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.countersign.platform.Caller;
import org.countersign.platform.CanonicalJson;
import org.countersign.platform.Database;
import org.countersign.platform.NotFoundException;

/** What happens to a client's person whose mail address has changed, as they see it. */
@ApplicationScoped
class OwnMail {

    private static final int CODE_BYTES = 20;

    /** The columns of {@link MailChangeRow}. The client's name may be out of reach by now. */
    static final String COLUMNS =
            """
            x.id, x.client_id, client_label(x.client_id),
            x.person_id, p.name, x.old_mail, x.new_mail, x.changed_at, x.code_hash is not null
            from mail_change x join person p on p.agency_id = x.agency_id and p.id = x.person_id
            where x.state = 'OPEN'""";

    private final SecureRandom random = new SecureRandom();

    @Inject Database database;
    @Inject Caller caller;
    @Inject PeopleMails mails;

    static MailChangeRow row(Database.Row row) throws java.sql.SQLException {
        return new MailChangeRow(
                row.uuid(1),
                row.uuid(2),
                row.text(3),
                row.text(4),
                row.text(5),
                row.text(6),
                row.text(7),
                row.instant(8),
                row.flag(9));
    }

    List<MailChangeRow> waiting() {
        return database.list(
                "select " + COLUMNS + " and x.person_id = ? order by x.changed_at",
                OwnMail::row,
                caller.id());
    }

    /** Tells the owners, or where there is nobody else the old address, of changes still untold. */
    void tellOfChange() {
        for (MailChangeRow change : waiting()) {
            if (change.byThemselves()) {
                continue;
            }
            if (mails.mailChanged(change)) {
                mails.oldMail(change, "");
            } else {
                byte[] bytes = new byte[CODE_BYTES];
                random.nextBytes(bytes);
                String code = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
                database.update(
                        "update mail_change set code_hash = ? where id = ?",
                        CanonicalJson.sha256(code.getBytes(StandardCharsets.UTF_8)),
                        change.id());
                mails.oldMail(change, code);
            }
        }
    }

    void confirm(UUID change, String code) {
        int confirmed =
                database.update(
                        "update mail_change set state = 'CONFIRMED', code = ? where id = ? and person_id = ? and state = 'OPEN'",
                        code.strip(),
                        change,
                        caller.id());
        if (confirmed == 0) {
            throw new NotFoundException("mailChange");
        }
    }
}
