package org.countersign.approval;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.text.MessageFormat;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.countersign.platform.Database;
import org.countersign.platform.Mail;
import org.countersign.platform.Outbox;
import org.countersign.platform.Settings;
import org.countersign.tenancy.Agencies;
import org.countersign.tenancy.AgencyCard;
import org.countersign.tenancy.Brands;

/**
 * Mails of the approval: who is asked, and what came of it. In the brand's first language. A link
 * leads to the page and never signs in.
 */
@ApplicationScoped
class ApprovalMails {

    private static final String BUNDLE = "org.countersign.approval.mails";

    @EJB Agencies agencies;
    @EJB Brands brands;
    @Inject Outbox outbox;
    @Inject Settings settings;
    @Inject Database database;

    /** Mails everybody who may decide in the waiting stage. */
    void askDeciders(SubmissionRow submission) {
        StageRow stage = submission.waiting().orElseThrow();
        List<String> mails =
                "CLIENT".equals(stage.side())
                        ? database.list(
                                """
                                select distinct p.mail from mandate m
                                join person p on p.agency_id = m.agency_id and p.id = m.person_id
                                where m.client_id = ? and m.kind = 'APPROVER' and mandate_open(m) and person_open(p)""",
                                row -> row.text(1),
                                submission.clientId())
                        : database.list(
                                """
                                select p.mail from person p
                                where p.active and p.side = 'AGENCY' and p.id <> ? and (? = '' or ? = any (p.roles))""",
                                row -> row.text(1),
                                submission.submittedBy(),
                                stage.role().orElse(""),
                                stage.role().orElse(""));
        String link = "/approval/review.xhtml?id=" + submission.id();
        mails.forEach(to -> send(to, "ask", submission, submission.submittedByName(), link, ""));
    }

    /** Mails the person who submitted. */
    void tellSubmitter(SubmissionRow submission, DecisionKind kind, String comment) {
        String decider =
                database.first(
                                "select name from person where id = bound_person()",
                                row -> row.text(1))
                        .orElseThrow();
        database.first(
                        "select mail from person where id = ?",
                        row -> row.text(1),
                        submission.submittedBy())
                .ifPresent(
                        to ->
                                send(
                                        to,
                                        kind.name().toLowerCase(Locale.ROOT),
                                        submission,
                                        decider,
                                        "/content/post.xhtml?id=" + submission.postId(),
                                        comment));
    }

    private void send(
            String to,
            String kind,
            SubmissionRow submission,
            String person,
            String path,
            String comment) {
        AgencyCard agency = agencies.current();
        Locale locale = Locale.forLanguageTag(brands.find(submission.brandId()).languages().get(0));
        var texts = ResourceBundle.getBundle(BUNDLE, locale);
        Object[] words = {
            submission.title(),
            submission.brandName(),
            person,
            agency.name(),
            DateTimeFormatter.ofLocalizedDateTime(FormatStyle.FULL, FormatStyle.SHORT)
                    .withLocale(locale)
                    .format(submission.plannedAt().atZone(submission.zone())),
            settings.agencyUrl(agency.host()) + path,
            comment
        };
        outbox.send(
                new Mail(
                        to,
                        format(texts, kind + ".subject", locale, words),
                        format(texts, kind + ".text", locale, words),
                        locale.getLanguage()));
    }

    private static String format(ResourceBundle texts, String key, Locale locale, Object[] words) {
        return new MessageFormat(texts.getString(key), locale).format(words);
    }
}
