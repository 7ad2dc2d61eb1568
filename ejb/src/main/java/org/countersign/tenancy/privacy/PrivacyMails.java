package org.countersign.tenancy.privacy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.UUID;
import org.countersign.platform.Database;
import org.countersign.platform.Mail;
import org.countersign.platform.Outbox;
import org.countersign.platform.Settings;

/** Mails about people's data, to the people themselves and to who asked. */
@ApplicationScoped
class PrivacyMails {

    private static final String BUNDLE = "org.countersign.tenancy.privacy.texts";

    @Inject Database database;
    @Inject Outbox outbox;
    @Inject Settings settings;

    /** Tells a person that the agency's owner asked for a copy of their data. */
    void exportAsked(String personId, String language) {
        mailOf(personId)
                .ifPresent(to -> send(to, "export_asked", language, "/settings/my-data.xhtml"));
    }

    /** Tells who asked that the copy can be fetched. */
    void exportReady(String askedBy, String language) {
        mailOf(askedBy)
                .ifPresent(to -> send(to, "export_ready", language, "/settings/my-data.xhtml"));
    }

    /**
     * The last mail to somebody who is erased.
     *
     * @return its id in the outbox; nothing when no address was known
     */
    Optional<UUID> erased(String mail, String language) {
        return mail.isEmpty() ? Optional.empty() : Optional.of(send(mail, "erased", language, ""));
    }

    /** Tells who asked for an erasure that it is complete; under the number, not the name. */
    void erasureDone(String askedBy, String numbered) {
        mailOf(askedBy)
                .ifPresent(
                        to ->
                                send(
                                        to,
                                        "erasure_done",
                                        "en",
                                        "/settings/people-data.xhtml",
                                        numbered));
    }

    private Optional<String> mailOf(String personId) {
        return database.first("select mail from person where id = ?", row -> row.text(1), personId)
                .filter(mail -> !mail.isEmpty());
    }

    private UUID send(String to, String kind, String language, String path) {
        return send(to, kind, language, path, "");
    }

    private UUID send(String to, String kind, String language, String path, String about) {
        Locale locale = Locale.forLanguageTag(language);
        var texts = ResourceBundle.getBundle(BUNDLE, locale);
        Object[] words =
                database.first(
                                """
                                select a.name, h.host from agency a join agency_host h on h.agency_id = a.agency_id and h.state <> 'MOVED'
                                order by h.host limit 1""",
                                row ->
                                        new Object[] {
                                            row.text(1),
                                            settings.agencyUrl(row.text(2)) + path,
                                            about
                                        })
                        .orElseThrow();
        return outbox.send(
                new Mail(
                        to,
                        format(texts, "mail." + kind + ".subject", locale, words),
                        format(texts, "mail." + kind + ".text", locale, words),
                        language));
    }

    private static String format(ResourceBundle texts, String key, Locale locale, Object[] words) {
        return new MessageFormat(texts.getString(key), locale).format(words);
    }
}
