package org.countersign.campaign;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.countersign.audit.AuditTrail;
import org.countersign.platform.Caller;
import org.countersign.platform.Database;
import org.countersign.platform.Ids;
import org.countersign.platform.Listing;
import org.countersign.platform.NotFoundException;
import org.countersign.platform.Page;
import org.countersign.platform.Paging;
import org.countersign.platform.Permissions;
import org.countersign.platform.StaleException;
import org.countersign.platform.Where;
import org.countersign.tenancy.Brands;

/** The campaigns of the brands the caller may see; staff who plan may create and change them. */
@Stateless
@RolesAllowed(Permissions.CAMPAIGNS_READ)
public class Campaigns {

    private static final Listing<CampaignRow> LISTING =
            new Listing<>(
                    """
                    k.id, k.brand_id, b.name, b.initials, b.colour, k.name, k.objective, k.brief, k.starts_on, k.ends_on,
                    (select count(*) from post p where p.agency_id = k.agency_id and p.campaign_id = k.id),
                    (select count(*) from post p where p.agency_id = k.agency_id and p.campaign_id = k.id
                    and p.state = 'IN_REVIEW'),
                    k.version""",
                    """
            campaign k join brand b on b.agency_id = k.agency_id and b.id = k.brand_id
            join client c on c.agency_id = b.agency_id and c.id = b.client_id""",
                    "k.id",
                    "k.starts_on desc",
                    Map.of(
                            "name",
                            "k.name",
                            "brand",
                            "b.name",
                            "starts",
                            "k.starts_on",
                            "ends",
                            "k.ends_on"),
                    Campaigns::row,
                    CampaignRow::id);

    @PersistenceContext(unitName = "countersign")
    EntityManager entities;

    @EJB Brands brands;
    @Inject Database database;
    @Inject Caller caller;
    @Inject AuditTrail trail;
    @Inject Clock clock;

    /**
     * Sorts by {@code name}, {@code brand}, {@code starts} or {@code ends}; else the newest flight
     * first.
     *
     * @param text part of the name
     */
    public Page<CampaignRow> list(Optional<UUID> brandId, String text, Paging paging) {
        var where = new Where().and("k.brand_id = ?", brandId).containing("k.name", text);
        return LISTING.page(database, where, paging);
    }

    /**
     * @throws NotFoundException for a campaign the caller may not see
     */
    public CampaignRow find(UUID id) {
        return LISTING.first(database, new Where().and("k.id = ?", id))
                .orElseThrow(() -> new NotFoundException("campaign"));
    }

    /**
     * @return the new campaign's id
     */
    @RolesAllowed(Permissions.CAMPAIGNS_WRITE)
    public UUID create(@NotNull UUID brandId, @NotNull @Valid CampaignDraft draft) {
        var brand = brands.find(brandId);
        var campaign = new Campaign(Ids.next(clock), brand.id(), draft, caller.id());
        entities.persist(campaign);
        trail.record("campaign.created", "campaign", campaign.id(), Map.of("brand", brand.id()));
        return campaign.id();
    }

    /**
     * @param version the version the person saw
     * @throws StaleException when somebody changed it since
     */
    @RolesAllowed(Permissions.CAMPAIGNS_WRITE)
    public void change(@NotNull UUID id, long version, @NotNull @Valid CampaignDraft draft) {
        var campaign = entities.find(Campaign.class, id);
        if (campaign == null) {
            throw new NotFoundException("campaign");
        }
        if (campaign.version() != version) {
            throw new StaleException();
        }
        campaign.reshape(draft);
        trail.record("campaign.changed", "campaign", id, Map.of("brand", campaign.brandId()));
    }

    private static CampaignRow row(Database.Row row) throws SQLException {
        return new CampaignRow(
                row.uuid(1),
                row.uuid(2),
                row.text(3),
                row.text(4),
                row.number(5),
                row.text(6),
                row.text(7),
                row.text(8),
                row.date(9),
                row.date(10),
                row.big(11),
                row.big(12),
                row.big(13));
    }
}
