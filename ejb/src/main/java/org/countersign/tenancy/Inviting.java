package org.countersign.tenancy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.countersign.platform.Caller;
import org.countersign.platform.Database;
import org.countersign.platform.Ids;
import org.countersign.platform.InvalidInputException;
import org.countersign.platform.NotFoundException;

/**
 * Puts people into the books before they have ever signed in. The person's id is chosen here and
 * Keycloak takes it over, so that roles, clients and mandates can be written in the same
 * transaction; the worker makes the account afterwards and then mails the invitation. That mail
 * names the agency's address and carries no link that signs in.
 *
 * <p>Who may invite whom is the database's to say; each service that calls this names its own
 * permission.
 */
@ApplicationScoped
public class Inviting {

    public static final int NAME_MAX = 200;
    public static final int MAIL_MAX = 254;

    private static final Pattern MAIL =
            Pattern.compile("[^\\s@\"<>,;:]+@[^\\s@\"<>,;:]+\\.[^\\s@\"<>,;:]+");
    private static final int SENDS_MAX = 10;
    private static final int PAUSE_SECONDS = 60;

    @Inject Database database;
    @Inject Caller caller;
    @Inject Clock clock;
    @Inject PeopleMails mails;
    @Inject Event<PersonChanged> changed;

    private record Known(String id, String side, boolean active) {}

    private record Sent(UUID id, int sends, Optional<Instant> last) {}

    /**
     * @return the new person's id
     * @throws InvalidInputException when the address is somebody's already, or none at all
     */
    public String invite(NewPerson person) {
        String mail = mail(person.mail());
        if (known(mail).isPresent()) {
            throw new InvalidInputException("mail", "person.refused.mail_taken");
        }
        return add(person, mail);
    }

    /**
     * The client's person of that address, whom another client may know already; added and invited
     * when nobody has it.
     *
     * @throws InvalidInputException when the address is of somebody who is not on a client's side
     */
    String clientPerson(String name, String address, String language) {
        String mail = mail(address);
        Optional<Known> known = known(mail);
        if (known.isEmpty()) {
            return add(NewPerson.ofClient(name, mail, language), mail);
        }
        if (!"CLIENT".equals(known.get().side()) || !known.get().active()) {
            throw new InvalidInputException("mail", "person.refused.mail_of_other_side");
        }
        reinvite(known.get().id(), language);
        return known.get().id();
    }

    /**
     * Mails the invitation again.
     *
     * @throws NotFoundException when there is none open that the caller may see
     * @throws InvalidInputException when the last one just went out, or many have
     */
    public void resend(String personId) {
        Sent sent =
                database.first(
                                "select id, sends, sent_at from invitation where person_id = ? and state = 'OPEN' for update",
                                row -> new Sent(row.uuid(1), row.number(2), row.optionalInstant(3)),
                                personId)
                        .orElseThrow(() -> new NotFoundException("invitation"));
        if (sent.last().isEmpty()) {
            throw new InvalidInputException("resend", "invitation.refused.not_yet");
        }
        if (sent.sends() >= SENDS_MAX
                || sent.last().get().plusSeconds(PAUSE_SECONDS).isAfter(clock.instant())) {
            throw new InvalidInputException("resend", "invitation.refused.too_often");
        }
        send(sent.id(), personId);
    }

    /**
     * Gives somebody another mail address. Keycloak follows, and ends their sessions. Who was never
     * here is invited again at the new address; who was is told at both.
     *
     * @throws InvalidInputException when the address is somebody's already, or none at all
     */
    public void readdress(String personId, String address) {
        String mail = mail(address);
        if (known(mail).filter(other -> !other.id().equals(personId)).isPresent()) {
            throw new InvalidInputException("mail", "person.refused.mail_taken");
        }
        String before =
                database.first("select mail from person where id = ?", row -> row.text(1), personId)
                        .orElseThrow(() -> new NotFoundException("person"));
        if (before.equalsIgnoreCase(mail)) {
            return;
        }
        database.update("update person set mail = ? where id = ?", mail, personId);
        int waiting =
                database.update(
                        "update invitation set sent_at = null where person_id = ? and state = 'OPEN'",
                        personId);
        if (waiting == 0) {
            mails.readdressed(personId, before, mail);
        }
        changed.fire(new PersonChanged(caller.agencyId(), personId));
    }

    /** For the worker, once Keycloak knows the person. */
    void sendFirst(String personId) {
        database.first(
                        "select id from invitation where person_id = ? and state = 'OPEN' and sent_at is null",
                        row -> row.uuid(1),
                        personId)
                .ifPresent(id -> send(id, personId));
    }

    /** After what made the invitation one has ended; does nothing for who has been here. */
    public void close(String personId) {
        database.update(
                "update invitation set state = 'REVOKED' where person_id = ? and state = 'OPEN'",
                personId);
    }

    /** Invites somebody again whose invitation was closed before they came. */
    public void reinvite(String personId, String language) {
        boolean closed =
                database.first(
                                """
                                select 1 where exists (select from invitation where person_id = ? and state = 'REVOKED')
                                  and not exists (select from invitation where person_id = ? and state <> 'REVOKED')""",
                                row -> 1,
                                personId,
                                personId)
                        .isPresent();
        if (closed) {
            record(personId, language);
        }
    }

    private String add(NewPerson person, String mail) {
        String id = UUID.randomUUID().toString();
        database.update(
                """
                insert into person (id, name, mail, side, roles, all_clients, vendor_id, access_from, access_until)
                values (?, ?, ?, ?, ?, ?, ?::uuid, ?::timestamptz, ?::timestamptz)""",
                id,
                name(person.name()),
                mail,
                person.side(),
                person.roles().toArray(String[]::new),
                person.allClients(),
                person.vendor().map(UUID::toString).orElse(null),
                person.accessFrom().map(Instant::toString).orElse(null),
                person.accessUntil().map(Instant::toString).orElse(null));
        record(id, person.language());
        changed.fire(new PersonChanged(caller.agencyId(), id));
        return id;
    }

    private void record(String personId, String language) {
        database.update(
                "insert into invitation (id, person_id, language) values (?, ?, ?)",
                Ids.next(clock),
                personId,
                "de".equals(language) ? "de" : "en");
    }

    private void send(UUID invitation, String personId) {
        mails.invitation(personId);
        database.update(
                "update invitation set sent_at = db_now(), sends = sends + 1 where id = ?",
                invitation);
    }

    private Optional<Known> known(String mail) {
        return database.first(
                "select id, side, active from person_of_mail(?)",
                row -> new Known(row.text(1), row.text(2), row.flag(3)),
                mail);
    }

    static String name(String typed) {
        String name = typed.strip();
        if (name.isEmpty() || name.length() > NAME_MAX) {
            throw new InvalidInputException("name", "person.refused.name", NAME_MAX);
        }
        return name;
    }

    static String mail(String typed) {
        String mail = typed.strip().toLowerCase(Locale.ROOT);
        if (mail.length() > MAIL_MAX || !MAIL.matcher(mail).matches()) {
            throw new InvalidInputException("mail", "person.refused.mail");
        }
        return mail;
    }
}
