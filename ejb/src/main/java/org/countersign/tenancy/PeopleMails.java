package org.countersign.tenancy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.UUID;
import org.countersign.platform.Caller;
import org.countersign.platform.Database;
import org.countersign.platform.Mail;
import org.countersign.platform.Outbox;
import org.countersign.platform.Settings;

/**
 * Mails about who may do what. Each change at a client goes to all of its owners, whoever made it.
 * A link leads to a page and never signs in.
 */
@ApplicationScoped
public class PeopleMails {

    private static final String BUNDLE = "org.countersign.tenancy.mails";

    @Inject Database database;
    @Inject Caller caller;
    @Inject AgencyDirectory directory;
    @Inject Outbox outbox;
    @Inject Settings settings;

    private record Reader(String mail, String language) {}

    private record Invited(String name, Reader reader, String clients, String inviter) {}

    /** To somebody who has not signed in yet: where, and for whom. */
    void invitation(String personId) {
        Invited invited =
                database.first(
                                """
                                select p.name, p.mail, i.language,
                                       coalesce((select string_agg(distinct c.name, ', ') from mandate m
                                          join client c on c.agency_id = m.agency_id and c.id = m.client_id
                                         where m.agency_id = p.agency_id and m.person_id = p.id and m.ended_at is null), ''),
                                       coalesce((select b.name from person b where b.agency_id = i.agency_id and b.id = i.invited_by), '')
                                from person p join invitation i on i.agency_id = p.agency_id and i.person_id = p.id and i.state = 'OPEN'
                                where p.id = ?""",
                                row ->
                                        new Invited(
                                                row.text(1),
                                                new Reader(row.text(2), row.text(3)),
                                                row.text(4),
                                                row.text(5)),
                                personId)
                        .orElseThrow();
        String kind = invited.clients().isEmpty() ? "invitation" : "invitation_client";
        send(
                invited.reader(),
                kind,
                "/",
                invited.name(),
                invited.clients(),
                invited.inviter(),
                invited.reader().mail());
    }

    /**
     * To all owners of a client: {@code given}, {@code ended}, {@code end_changed}, {@code
     * proposed}, {@code declined}, {@code resumed}.
     *
     * @param kind what somebody may do there, such as {@code APPROVER}
     */
    void mandate(String news, UUID client, String person, String kind) {
        for (Reader owner : owners(client)) {
            String what = texts(owner).getString("kind." + kind.toLowerCase(Locale.ROOT));
            send(owner, news, "/settings/team.xhtml", person, label(client), actor(), what);
        }
    }

    /**
     * To all owners of a client: {@code workflow_proposed}, {@code workflow_set}, {@code
     * workflow_declined}.
     *
     * @param stages one a line
     */
    public void workflow(String news, UUID client, String name, String stages) {
        for (Reader owner : owners(client)) {
            send(
                    owner,
                    news,
                    "/approval/workflow.xhtml?client=" + client,
                    name,
                    label(client),
                    actor(),
                    stages);
        }
    }

    /** To all owners of a client: {@code sign_on_set}, {@code sign_on_ended}. */
    void signOn(String news, UUID client, String issuer, String domains) {
        for (Reader owner : owners(client)) {
            send(owner, news, "/settings/sign-on.xhtml", issuer, label(client), actor(), domains);
        }
    }

    /**
     * To the owners of the client but the person themselves.
     *
     * @return false when there is nobody else
     */
    boolean mailChanged(MailChangeRow change) {
        List<Reader> others =
                database.list(
                        "select mail, language from client_owners(?) where person_id <> ?",
                        row -> new Reader(row.text(1), row.text(2)),
                        change.clientId(),
                        change.personId());
        others.forEach(
                owner ->
                        send(
                                owner,
                                "mail_changed",
                                "/settings/team.xhtml",
                                change.personName(),
                                change.clientName(),
                                change.oldMail(),
                                change.newMail()));
        return !others.isEmpty();
    }

    /**
     * To the address that everybody knew.
     *
     * @param code confirms the change where nobody else can; empty where an owner does
     */
    void oldMail(MailChangeRow change, String code) {
        String page = "/settings/address.xhtml?change=" + change.id() + "&code=" + code;
        send(
                new Reader(change.oldMail(), "en"),
                code.isEmpty() ? "old_mail" : "old_mail_code",
                code.isEmpty() ? "/" : page,
                change.personName(),
                change.clientName(),
                change.oldMail(),
                change.newMail());
    }

    /** To the old address and the new one, when somebody who keeps the books changed it. */
    void readdressed(String personId, String before, String now) {
        String name =
                database.first("select name from person where id = ?", row -> row.text(1), personId)
                        .orElseThrow();
        String language =
                database.first(
                                "select language from invitation where person_id = ? order by invited_at desc limit 1",
                                row -> row.text(1),
                                personId)
                        .orElse("en");
        for (String address : List.of(before, now)) {
            send(new Reader(address, language), "readdressed", "/", name, actor(), before, now);
        }
    }

    /** To whom it concerns that somebody's access ends soon. */
    void accessEnds(UUID client, String person, String day) {
        owners(client)
                .forEach(
                        owner ->
                                send(
                                        owner,
                                        "access_ends",
                                        "/settings/team.xhtml",
                                        person,
                                        label(client),
                                        day,
                                        ""));
    }

    /** The same, to the agency's owners. */
    void staffAccessEnds(String personId, String person, String day) {
        database.list(
                        """
                        select p.mail, 'en' from person p
                        where p.side = 'AGENCY' and 'agency_owner' = any (p.roles) and person_open(p)""",
                        row -> new Reader(row.text(1), row.text(2)))
                .forEach(
                        owner ->
                                send(
                                        owner,
                                        "access_ends",
                                        "/settings/person.xhtml?id=" + personId,
                                        person,
                                        agencyName(),
                                        day,
                                        ""));
    }

    /** To somebody whose password is gone; of apps and passkeys Keycloak tells them itself. */
    public void passwordRemoved(String personId, String language) {
        database.list(
                        "select name, mail from person where id = ? and mail <> ''",
                        row -> List.of(row.text(1), row.text(2)),
                        personId)
                .forEach(
                        person ->
                                send(
                                        new Reader(person.get(1), language),
                                        "password_removed",
                                        "/settings/you.xhtml",
                                        person.get(0),
                                        "",
                                        "",
                                        ""));
    }

    private List<Reader> owners(UUID client) {
        return database.list(
                "select mail, language from client_owners(?)",
                row -> new Reader(row.text(1), row.text(2)),
                client);
    }

    private String label(UUID client) {
        return database.first("select client_label(?)", row -> row.text(1), client).orElse("");
    }

    private String actor() {
        return database.first(
                        "select name from person where id = bound_person()", row -> row.text(1))
                .orElse("Countersign");
    }

    private String agencyName() {
        return database.first("select name from agency", row -> row.text(1)).orElseThrow();
    }

    /** Arguments of the texts: the four words, then the agency's name and the page. */
    private void send(Reader to, String kind, String path, String... words) {
        var texts = texts(to);
        var arguments = new ArrayList<Object>(List.of(words));
        arguments.add(agencyName());
        arguments.add(
                settings.agencyUrl(directory.byId(caller.agencyId()).orElseThrow().host()) + path);
        outbox.send(
                new Mail(
                        to.mail(),
                        format(texts, kind + ".subject", arguments),
                        format(texts, kind + ".text", arguments),
                        to.language()));
    }

    private static ResourceBundle texts(Reader reader) {
        return ResourceBundle.getBundle(BUNDLE, Locale.forLanguageTag(reader.language()));
    }

    private static String format(ResourceBundle texts, String key, List<Object> arguments) {
        return new MessageFormat(texts.getString(key), texts.getLocale())
                .format(arguments.toArray());
    }
}
