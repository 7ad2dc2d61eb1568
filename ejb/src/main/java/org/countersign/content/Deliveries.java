package org.countersign.content;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.sql.SQLException;
import java.text.MessageFormat;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.UUID;
import org.countersign.platform.Database;
import org.countersign.platform.Ids;
import org.countersign.platform.InvalidInputException;
import org.countersign.platform.Listing;
import org.countersign.platform.Mail;
import org.countersign.platform.NotFoundException;
import org.countersign.platform.Outbox;
import org.countersign.platform.Page;
import org.countersign.platform.Paging;
import org.countersign.platform.Permissions;
import org.countersign.platform.Settings;
import org.countersign.platform.StaleException;
import org.countersign.platform.Where;
import org.countersign.tenancy.Agencies;
import org.countersign.tenancy.BrandRow;
import org.countersign.tenancy.Brands;

/**
 * What vendors hand over to the agency, which looks at it and submits it. A delivery stays when its
 * assignment ends.
 */
@Stateless
@RolesAllowed(Permissions.POSTS_READ)
public class Deliveries {

    public static final int NOTE_MAX = 1000;

    private static final String BUNDLE = "org.countersign.content.mails";

    private static final Listing<DeliveryRow> LISTING =
            new Listing<>(
                    """
                    d.id, d.post_id, p.title, r.number, r.number = p.revision_number, d.assignment_id,
                    coalesce(w.name, d.delivered_by), d.delivered_at, d.note""",
                    """
            delivery d join post p on p.agency_id = d.agency_id and p.id = d.post_id
            join revision r on r.agency_id = d.agency_id and r.id = d.revision_id
            left join person w on w.agency_id = d.agency_id and w.id = d.delivered_by""",
                    "d.id",
                    "d.delivered_at desc",
                    Map.of(),
                    Deliveries::row,
                    DeliveryRow::id);

    @EJB Posts posts;
    @EJB Brands brands;
    @EJB Agencies agencies;
    @Inject Outbox outbox;
    @Inject Settings settings;
    @Inject Database database;
    @Inject Clock clock;

    /** Newest first. */
    public Page<DeliveryRow> list(
            @NotNull Optional<UUID> assignmentId, @NotNull Optional<UUID> postId, Paging paging) {
        var where =
                new Where().and("d.assignment_id = ?", assignmentId).and("d.post_id = ?", postId);
        return LISTING.page(database, where, paging);
    }

    /**
     * @throws NotFoundException for a delivery the caller may not see
     */
    public DeliveryRow find(@NotNull UUID id) {
        return LISTING.first(database, new Where().and("d.id = ?", id))
                .orElseThrow(() -> new NotFoundException("delivery"));
    }

    /**
     * Hands the newest revision of the caller's own post over and mails whoever gave the
     * assignment.
     *
     * @param version the post's version that the person saw
     * @param note for the agency, not part of the content
     * @return the delivery's id
     * @throws StaleException when somebody changed the post since
     */
    @RolesAllowed(Permissions.POSTS_DELIVER)
    public UUID deliver(
            @NotNull UUID postId, long version, @NotNull @Size(max = NOTE_MAX) String note) {
        PostRow post = posts.find(postId);
        if (post.version() != version) {
            throw new StaleException();
        }
        if (database.first(
                        "select 1 from delivery where revision_id = ?", row -> 1, post.revisionId())
                .isPresent()) {
            throw new InvalidInputException("post", "delivery.refused.already");
        }
        UUID id = Ids.next(clock);
        database.update(
                """
                insert into delivery (id, post_id, revision_id, assignment_id, note)
                select ?, p.id, ?, p.assignment_id, ? from post p where p.id = ?""",
                id,
                post.revisionId(),
                note.strip(),
                postId);
        mail(post, note.strip());
        return id;
    }

    private void mail(PostRow post, String note) {
        BrandRow brand = brands.find(post.brandId());
        Locale locale = Locale.forLanguageTag(brand.languages().get(0));
        var texts = ResourceBundle.getBundle(BUNDLE, locale);
        var agency = agencies.current();
        record Sent(String to, String assignment, String vendor, String person) {}
        database.first(
                        """
                        select s.mail, a.title, v.name, me.name from post p
                        join assignment a on a.agency_id = p.agency_id and a.id = p.assignment_id
                        join vendor v on v.agency_id = a.agency_id and v.id = a.vendor_id
                        join person s on s.agency_id = a.agency_id and s.id = a.created_by
                        join person me on me.agency_id = a.agency_id and me.id = bound_person()
                        where p.id = ?""",
                        row -> new Sent(row.text(1), row.text(2), row.text(3), row.text(4)),
                        post.id())
                .ifPresent(
                        sent -> {
                            Object[] words = {
                                post.title(),
                                brand.name(),
                                sent.vendor(),
                                sent.person(),
                                sent.assignment(),
                                settings.agencyUrl(agency.host())
                                        + "/content/post.xhtml?id="
                                        + post.id(),
                                note
                            };
                            outbox.send(
                                    new Mail(
                                            sent.to(),
                                            format(texts, "delivered.subject", locale, words),
                                            format(texts, "delivered.text", locale, words),
                                            locale.getLanguage()));
                        });
    }

    private static String format(ResourceBundle texts, String key, Locale locale, Object[] words) {
        return new MessageFormat(texts.getString(key), locale).format(words);
    }

    private static DeliveryRow row(Database.Row row) throws SQLException {
        return new DeliveryRow(
                row.uuid(1),
                row.uuid(2),
                row.text(3),
                row.number(4),
                row.flag(5),
                row.uuid(6),
                row.text(7),
                row.instant(8),
                row.text(9));
    }
}
