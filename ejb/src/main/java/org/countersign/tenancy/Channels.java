package org.countersign.tenancy;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.countersign.platform.Caller;
import org.countersign.platform.Database;
import org.countersign.platform.Ids;
import org.countersign.platform.InvalidInputException;
import org.countersign.platform.Permissions;
import org.countersign.platform.Settings;
import org.countersign.platform.StaleException;

/**
 * Which accounts a brand has, and which of them are connected. A credential is given elsewhere, by
 * the client; here it is only taken away.
 */
@Stateless
@RolesAllowed(Permissions.CHANNELS_MANAGE)
public class Channels {

    private static final String USUAL_SERVER = "https://bsky.social";

    @EJB Brands brands;
    @Inject Database database;
    @Inject Caller caller;
    @Inject Settings settings;
    @Inject ChannelMails mails;
    @Inject Clock clock;

    /**
     * A channel without a credential.
     *
     * @return its id
     * @throws InvalidInputException for a server that is not reached by https
     */
    public UUID add(@NotNull UUID brandId, @NotNull @Valid ChannelDraft draft) {
        BrandRow brand = brands.find(brandId);
        UUID id = Ids.next(clock);
        database.update(
                """
                insert into channel (id, brand_id, network, handle, account, service_url)
                values (?, ?, ?, lower(?), '', ?)""",
                id,
                brand.id(),
                draft.network(),
                draft.handle(),
                server(draft.serviceUrl().strip()));
        return id;
    }

    /**
     * Forgets the credential. Nothing goes out here until the client connects the account again.
     *
     * @param version the version the person saw
     * @throws StaleException when somebody changed it since
     */
    @RolesAllowed(Permissions.CHANNELS_DISCONNECT)
    public void disconnect(@NotNull UUID id, long version) {
        caller.requireFresh();
        ChannelRow channel = brands.channel(id);
        int changed =
                database.update(
                        """
                        update channel set credential = null, failure = null, version = version + 1
                        where id = ? and version = ? and credential is not null""",
                        id,
                        version);
        if (changed == 0) {
            throw new StaleException();
        }
        mails.disconnected(channel);
    }

    /**
     * Has the channel use a developer app of the agency or of the operator; none means the network
     * needs none.
     *
     * @throws StaleException when somebody changed it since
     */
    public void useApp(@NotNull UUID id, long version, @NotNull Optional<UUID> appId) {
        brands.channel(id);
        int changed =
                database.update(
                        """
                        update channel set version = version + 1, app_id = ?::uuid,
                               app_agency = (select a.agency_id from network_app a where a.id = ?::uuid)
                        where id = ? and version = ?""",
                        appId.map(UUID::toString).orElse(null),
                        appId.map(UUID::toString).orElse(null),
                        id,
                        version);
        if (changed == 0) {
            throw new StaleException();
        }
    }

    /** The server as it is stored: https, but for what the operator listed as an exception. */
    private String server(String given) {
        if (given.isEmpty()) {
            return USUAL_SERVER;
        }
        try {
            URI uri = new URI(given.replaceFirst("/+$", ""));
            boolean listed = settings.outboundExceptions().contains(uri.getAuthority());
            boolean sound =
                    uri.getHost() != null
                            && uri.getUserInfo() == null
                            && uri.getPath().isEmpty()
                            && uri.getQuery() == null
                            && uri.getFragment() == null
                            && ("https".equals(uri.getScheme())
                                    || listed && "http".equals(uri.getScheme()));
            if (sound) {
                return uri.toString();
            }
        } catch (java.net.URISyntaxException e) {
            // said below
        }
        throw new InvalidInputException("serviceUrl", "channel.refused.server_address", given);
    }

    /** Who can be asked to connect it: the people of its client. */
    public List<ClientPerson> invitees(@NotNull UUID channelId) {
        brands.channel(channelId);
        return database.list(
                """
                select distinct p.id, p.name, p.mail from channel h
                join brand b on b.agency_id = h.agency_id and b.id = h.brand_id
                join mandate m on m.agency_id = b.agency_id and m.client_id = b.client_id and m.ended_at is null
                join person p on p.agency_id = m.agency_id and p.id = m.person_id and p.active
                where h.id = ? order by p.name""",
                row -> new ClientPerson(row.text(1), row.text(2), row.text(3)),
                channelId);
    }
}
