package org.countersign.tenancy;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.countersign.platform.Caller;
import org.countersign.platform.Database;
import org.countersign.platform.Ids;
import org.countersign.platform.NotFoundException;
import org.countersign.platform.Permissions;

/**
 * Asks people of a client to connect its accounts. The mailed link names an invitation and nothing
 * else: it signs nobody in, and only the invited person can use it, once and in time. The database
 * holds everybody to that.
 */
@Stateless
@RolesAllowed(Permissions.CHANNELS_MANAGE)
public class ConnectInvitations {

    /** How long an invitation holds. */
    public static final Duration HOLDS_FOR = Duration.ofDays(3);

    private static final String COLUMNS =
            """
            select i.id, i.channel_id, i.person_id, coalesce(p.name, ''), coalesce(a.name, ''), i.created_at,
                   i.expires_at,
                   case when i.used_at is not null then 'USED' when i.revoked_at is not null then 'REVOKED'
                        when i.expires_at <= db_now() then 'EXPIRED' else 'OPEN' end
            from connect_invitation i
            left join person p on p.agency_id = i.agency_id and p.id = i.person_id
            left join person a on a.agency_id = i.agency_id and a.id = i.created_by""";

    @EJB Brands brands;
    @Inject Database database;
    @Inject Caller caller;
    @Inject ChannelMails mails;
    @Inject Clock clock;

    /**
     * Mails the person a link. An invitation of the same channel that is still open ends.
     *
     * @param personId somebody with a mandate of the channel's client
     */
    public UUID invite(@NotNull UUID channelId, @NotBlank String personId) {
        ChannelRow channel = brands.channel(channelId);
        UUID id = Ids.next(clock);
        database.update(
                "insert into connect_invitation (id, channel_id, person_id, expires_at) values (?, ?, ?, ?)",
                id,
                channel.id(),
                personId,
                database.now().plus(HOLDS_FOR));
        mails.invited(one(id).orElseThrow(), channel);
        return id;
    }

    /**
     * @throws NotFoundException for an invitation the caller may not see
     */
    public void revoke(@NotNull UUID id) {
        ConnectInvitation invitation = one(id).orElseThrow(ConnectInvitations::none);
        brands.channel(invitation.channelId());
        database.update("update connect_invitation set revoked_at = db_now() where id = ?", id);
    }

    /** The newest invitations of a channel first. */
    public List<ConnectInvitation> ofChannel(@NotNull UUID channelId) {
        brands.channel(channelId);
        return database.list(
                COLUMNS + " where i.channel_id = ? order by i.created_at desc limit 20",
                ConnectInvitations::row,
                channelId);
    }

    /**
     * The caller's own.
     *
     * @throws NotFoundException for anybody else's: a forwarded link shows nothing
     */
    @RolesAllowed(Permissions.CHANNELS_INVITED)
    public ConnectInvitation mine(@NotNull UUID id) {
        return one(id).filter(invitation -> invitation.personId().equals(caller.id()))
                .orElseThrow(ConnectInvitations::none);
    }

    private Optional<ConnectInvitation> one(UUID id) {
        return database.first(COLUMNS + " where i.id = ?", ConnectInvitations::row, id);
    }

    private static NotFoundException none() {
        return new NotFoundException("invitation");
    }

    private static ConnectInvitation row(Database.Row row) throws SQLException {
        return new ConnectInvitation(
                row.uuid(1),
                row.uuid(2),
                row.text(3),
                row.text(4),
                row.text(5),
                row.instant(6),
                row.instant(7),
                ConnectInvitation.State.valueOf(row.text(8)));
    }
}
