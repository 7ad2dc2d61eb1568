package org.countersign.tenancy;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.countersign.platform.Database;
import org.countersign.platform.Listing;
import org.countersign.platform.NotFoundException;
import org.countersign.platform.Page;
import org.countersign.platform.Paging;
import org.countersign.platform.Permissions;
import org.countersign.platform.Where;

/** The brands the caller may see, and their channels. */
@Stateless
@RolesAllowed(Permissions.BRANDS_READ)
public class Brands {

    private static final int FAILING_MAX = 20;

    private static final Listing<BrandRow> BRANDS =
            new Listing<>(
                    """
                    b.id, b.client_id, c.name, b.name, b.initials, b.colour, b.zone, b.languages,
                    (select count(*) from channel h where h.agency_id = b.agency_id and h.brand_id = b.id),
                    (select count(*) from channel h where h.agency_id = b.agency_id and h.brand_id = b.id
                    and h.credential is not null),
                    b.version""",
                    "brand b join client c on c.agency_id = b.agency_id and c.id = b.client_id",
                    "b.id",
                    "b.name",
                    Map.of("name", "b.name", "client", "c.name"),
                    Brands::brand,
                    BrandRow::id);
    private static final Listing<ChannelRow> CHANNELS =
            new Listing<>(
                    """
                    h.id, h.brand_id, b.name, h.network, h.handle, h.account, h.service_url,
                    h.credential is not null, h.last_success, h.last_failure, h.failure, h.scopes, h.expires_at,
                    h.connected_at, q.name, h.checked_at, h.app_id, h.version""",
                    """
                    channel h join brand b on b.agency_id = h.agency_id and b.id = h.brand_id
                    join client c on c.agency_id = b.agency_id and c.id = b.client_id
                    left join person q on q.agency_id = h.agency_id and q.id = h.connected_by""",
                    "h.id",
                    "b.name, h.network, h.handle",
                    Map.of(),
                    Brands::channel,
                    ChannelRow::id);

    @Inject Database database;

    /**
     * Sorts by {@code name} or {@code client}.
     *
     * @param clientId one client's brands only
     */
    public Page<BrandRow> list(Optional<UUID> clientId, Paging paging) {
        var where = new Where().and("b.client_id = ?", clientId);
        return BRANDS.page(database, where, paging);
    }

    /**
     * @throws NotFoundException for a brand the caller may not see
     */
    public BrandRow find(UUID id) {
        return BRANDS.first(database, new Where().and("b.id = ?", id))
                .orElseThrow(() -> new NotFoundException("brand"));
    }

    /** A brand's channels by network and handle; those of all brands when none is named. */
    public Page<ChannelRow> channels(Optional<UUID> brandId, Paging paging) {
        var where = new Where().and("h.brand_id = ?", brandId);
        return CHANNELS.page(database, where, paging);
    }

    /**
     * @throws NotFoundException for a channel the caller may not see
     */
    public ChannelRow channel(UUID id) {
        return CHANNELS.first(database, new Where().and("h.id = ?", id))
                .orElseThrow(() -> new NotFoundException("channel"));
    }

    /** Those of the channels that the caller may see, by id. */
    public Map<UUID, ChannelRow> channels(List<UUID> ids) {
        var where =
                new Where()
                        .and(
                                "h.id = any (?::uuid[])",
                                (Object) ids.stream().map(UUID::toString).toArray(String[]::new));
        return CHANNELS.all(database, where).stream()
                .collect(Collectors.toMap(ChannelRow::id, Function.identity()));
    }

    /**
     * Channels without a credential, whose last call failed or whose access ends within a week;
     * few, or something is very wrong.
     */
    public List<ChannelRow> failingChannels() {
        var where =
                new Where()
                        .and(
                                "(h.credential is null or h.failure is not null or h.expires_at < db_now() + interval '7 days')");
        return CHANNELS.page(database, where, Paging.table(0, FAILING_MAX, "", false)).rows();
    }

    private static BrandRow brand(Database.Row row) throws SQLException {
        return new BrandRow(
                row.uuid(1),
                row.uuid(2),
                row.text(3),
                row.text(4),
                row.text(5),
                row.number(6),
                ZoneId.of(row.text(7)),
                List.of(row.text(8).split(",")),
                row.big(9),
                row.big(10),
                row.big(11));
    }

    private static ChannelRow channel(Database.Row row) throws SQLException {
        return new ChannelRow(
                row.uuid(1),
                row.uuid(2),
                row.text(3),
                row.text(4),
                row.text(5),
                row.text(6),
                row.text(7),
                row.flag(8),
                row.optionalInstant(9),
                row.optionalInstant(10),
                row.optionalText(11),
                row.text(12),
                row.optionalInstant(13),
                row.optionalInstant(14),
                row.optionalText(15),
                row.optionalInstant(16),
                Optional.ofNullable(row.uuid(17)),
                row.big(18));
    }
}
