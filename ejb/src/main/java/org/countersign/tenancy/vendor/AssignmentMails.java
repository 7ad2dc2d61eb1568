package org.countersign.tenancy.vendor;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.text.MessageFormat;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.UUID;
import org.countersign.platform.Database;
import org.countersign.platform.Mail;
import org.countersign.platform.Outbox;
import org.countersign.platform.Settings;
import org.countersign.tenancy.Agencies;
import org.countersign.tenancy.AgencyCard;
import org.countersign.tenancy.Brands;

/**
 * Mails about assignments: who is asked, what came of it, what opened and what ended. In the
 * brand's first language; a vendor's mail names no brand, for not everybody there has accepted its
 * texts.
 */
@ApplicationScoped
class AssignmentMails {

    private static final String BUNDLE = "org.countersign.tenancy.vendor.mails";

    @EJB Agencies agencies;
    @EJB Brands brands;
    @Inject Outbox outbox;
    @Inject Settings settings;
    @Inject Database database;

    /** Mails everybody who may say yes for the client. */
    void askClient(AssignmentRow assignment) {
        List<String> mails =
                database.list(
                        """
                        select distinct p.mail from mandate m
                        join person p on p.agency_id = m.agency_id and p.id = m.person_id
                        where m.client_id = ? and m.kind in ('OWNER', 'APPROVER') and mandate_open(m) and person_open(p)""",
                        row -> row.text(1),
                        assignment.brand().orElseThrow().clientId());
        String path = "/vendor/approve.xhtml?id=" + assignment.id();
        mails.forEach(to -> send(to, "ask", assignment, path, ""));
    }

    /** Mails whoever wrote the assignment what the client said. */
    void tellAgency(AssignmentRow assignment, AssignmentDecision.Kind kind, String comment) {
        author(assignment, kind.name().toLowerCase(Locale.ROOT), comment);
    }

    /** Mails whoever wrote the assignment that it has ended, unless they ended it themselves. */
    void tellAgency(AssignmentRow assignment, String reason) {
        author(assignment, "end", reason);
    }

    private void author(AssignmentRow assignment, String kind, String words) {
        database.first(
                        "select mail from person where id = ? and id <> bound_person()",
                        row -> row.text(1),
                        assignment.createdBy())
                .ifPresent(
                        to ->
                                send(
                                        to,
                                        kind,
                                        assignment,
                                        "/vendor/assignment.xhtml?id=" + assignment.id(),
                                        words));
    }

    /** Mails the vendor's people. */
    void tellVendor(AssignmentRow assignment, String kind, String words) {
        UUID vendor = assignment.vendorId();
        database.list(
                        "select p.mail from person p where p.vendor_id = ? and person_open(p)",
                        row -> row.text(1),
                        vendor)
                .forEach(to -> send(to, kind, assignment, "/vendor/desk.xhtml", words));
    }

    private void send(String to, String kind, AssignmentRow assignment, String path, String words) {
        AgencyCard agency = agencies.current();
        AssignmentRow.Brand brand = assignment.brand().orElseThrow();
        Locale locale = Locale.forLanguageTag(brands.find(brand.id()).languages().get(0));
        var texts = ResourceBundle.getBundle(BUNDLE, locale);
        Object[] arguments = {
            assignment.title(),
            brand.name(),
            assignment.vendorName(),
            agency.name(),
            day(assignment.startsOn(), locale),
            day(assignment.endsOn(), locale),
            settings.agencyUrl(agency.host()) + path,
            words,
            me()
        };
        outbox.send(
                new Mail(
                        to,
                        format(texts, kind + ".subject", locale, arguments),
                        format(texts, kind + ".text", locale, arguments),
                        locale.getLanguage()));
    }

    private String me() {
        return database.first(
                        "select name from person where id = bound_person()", row -> row.text(1))
                .orElse("");
    }

    private static String day(LocalDate day, Locale locale) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(locale).format(day);
    }

    private static String format(
            ResourceBundle texts, String key, Locale locale, Object[] arguments) {
        return new MessageFormat(texts.getString(key), locale).format(arguments);
    }
}
