package org.countersign.publishing;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.countersign.audit.AuditTrail;
import org.countersign.platform.Caller;
import org.countersign.platform.Database;
import org.countersign.platform.InvalidInputException;
import org.countersign.platform.NotPermittedException;
import org.countersign.platform.Permissions;
import org.countersign.platform.Reads;
import org.countersign.platform.Secrets;
import org.countersign.publishing.connector.Connected;
import org.countersign.publishing.connector.Connection;
import org.countersign.publishing.connector.Refused;
import org.countersign.tenancy.Brands;
import org.countersign.tenancy.ChannelMails;
import org.countersign.tenancy.ChannelRow;

/**
 * The transactions before and after a channel's network is asked for a person. The database says
 * who may give a credential; asking it first keeps the password here when the answer is no.
 */
@Stateless
@RolesAllowed(Permissions.CHANNELS_CONNECT)
public class ConnectionSteps {

    @PersistenceContext(unitName = "countersign")
    EntityManager entities;

    @EJB Brands brands;
    @Inject ChannelChecks checks;
    @Inject ChannelMails mails;
    @Inject Database database;
    @Inject Secrets secrets;
    @Inject AuditTrail trail;
    @Inject Caller caller;

    /** Where the password would be sent. */
    public record Target(String network, URI server, String account) {}

    /**
     * @throws NotPermittedException when the caller may not connect the channel
     */
    public Target target(@NotNull UUID channelId) {
        caller.requireFresh();
        ChannelRow channel = brands.channel(channelId);
        if (!mayConnect(channelId)) {
            throw new NotPermittedException("channel.refused.not_yours");
        }
        return new Target(channel.network(), URI.create(channel.serviceUrl()), channel.account());
    }

    /** Whether the caller may give the channel a credential now. */
    @Reads
    public boolean mayConnect(@NotNull UUID channelId) {
        return database.first(
                        """
                        select connect_through(h.agency_id, h.id, b.client_id) is not null from channel h
                        join brand b on b.agency_id = h.agency_id and b.id = h.brand_id where h.id = ?""",
                        row -> row.flag(1),
                        channelId)
                .orElse(false);
    }

    /**
     * Seals and keeps the credential.
     *
     * @throws InvalidInputException when it opens another account than the channel's
     */
    public void connected(@NotNull UUID channelId, Connected opened, Credential credential) {
        ChannelRow channel = brands.channel(channelId);
        if (!channel.account().isEmpty() && !channel.account().equals(opened.account())) {
            throw new InvalidInputException("handle", "channel.refused.other_account");
        }
        database.update(
                """
                update channel set account = ?, handle = ?, scopes = ?, credential = ?, last_success = db_now(),
                       version = version + 1
                where id = ?""",
                opened.account(),
                opened.handle(),
                opened.scopes(),
                secrets.seal(credential.appPassword(), channelId.toString()),
                channelId);
        resume(channelId);
        mails.connected(brands.channel(channelId));
    }

    /** What waited for the connection and is still in its approved window goes on. */
    private void resume(UUID channelId) {
        database.list(
                        """
                        select id from publication
                        where channel_id = ? and state = 'HELD' and failure = ? and window_to > db_now() order by id""",
                        row -> row.uuid(1),
                        channelId,
                        Publication.NOT_CONNECTED)
                .forEach(id -> entities.find(Publication.class, id).resume());
    }

    /** A password that opens nothing leaves a trace. */
    public void notConnected(@NotNull UUID channelId, Connection said) {
        String reason =
                said instanceof Refused refused
                        ? refused.reason().name().toLowerCase(Locale.ROOT)
                        : "unreachable";
        trail.record("channel.connect_failed", "channel", channelId, Map.of("reason", reason));
    }

    /** Empty for a channel that is not connected. */
    @RolesAllowed(Permissions.CHANNELS_DISCONNECT)
    public Optional<ChannelChecks.Access> access(@NotNull UUID channelId) {
        brands.channel(channelId);
        return checks.access(channelId);
    }

    @RolesAllowed(Permissions.CHANNELS_DISCONNECT)
    public void checked(@NotNull UUID channelId, Connection said) {
        brands.channel(channelId);
        checks.keep(channelId, said);
    }
}
