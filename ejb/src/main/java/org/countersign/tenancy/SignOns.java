package org.countersign.tenancy;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.net.URISyntaxException;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.countersign.platform.Caller;
import org.countersign.platform.Database;
import org.countersign.platform.InvalidInputException;
import org.countersign.platform.Listing;
import org.countersign.platform.NotFoundException;
import org.countersign.platform.Permissions;
import org.countersign.platform.Secrets;
import org.countersign.platform.StaleException;
import org.countersign.platform.Where;

/**
 * Clients' own sign-on. Whoever sets one up decides who is signed in as that client's people, so it
 * is the client's owner and never the agency; every change is mailed to all owners. The worker
 * looks at the provider through the guarded client before Keycloak hears of it.
 */
@Stateless
@RolesAllowed(Permissions.MANDATES_READ)
public class SignOns {

    private static final Listing<SignOnRow> LISTING =
            new Listing<>(
                    """
                    o.client_id, c.name, o.issuer, o.oidc_client_id, o.domains, o.active,
                    coalesce((select p.name from person p where p.agency_id = o.agency_id and p.id = o.set_by), ''), o.set_at,
                    coalesce(t.state, 'WAITING'), coalesce(t.failure, ''), o.version""",
                    """
                    client_sign_on o join client c on c.agency_id = o.agency_id and c.id = o.client_id
                    left join identity_task t on t.agency_id = o.agency_id and t.kind = 'sign_on' and t.ref = o.client_id::text""",
                    "o.client_id",
                    "c.name",
                    Map.of(),
                    SignOns::row,
                    SignOnRow::clientId);

    @Inject Database database;
    @Inject Caller caller;
    @Inject Secrets secrets;
    @Inject PeopleMails mails;

    /** Empty for a client whose people sign in with us. */
    public Optional<SignOnRow> of(@NotNull UUID client) {
        requireClient(client);
        return LISTING.first(database, new Where().and("o.client_id = ?", client));
    }

    /**
     * Sets a client's sign-on up, or changes it.
     *
     * @param version of what was seen; 0 for a client without one
     * @throws StaleException when another owner was faster
     */
    @RolesAllowed(Permissions.MANDATES_GIVE)
    public void set(@NotNull UUID client, @NotNull @Valid SignOnDraft draft, long version) {
        caller.requireFresh();
        Optional<SignOnRow> before = of(client);
        if (before.map(SignOnRow::version).orElse(0L) != version) {
            throw new StaleException();
        }
        String issuer = issuer(draft.issuer());
        boolean moved = before.filter(row -> row.issuer().equals(issuer)).isEmpty();
        if (draft.secret().isEmpty() && moved) {
            throw new InvalidInputException("secret", "sign_on.refused.secret");
        }
        String[] domains =
                draft.domains().stream()
                        .map(domain -> domain.strip().toLowerCase(Locale.ROOT))
                        .distinct()
                        .toArray(String[]::new);
        if (before.isEmpty()) {
            database.update(
                    """
                    insert into client_sign_on (client_id, issuer, oidc_client_id, secret, domains)
                    values (?, ?, ?, ?, ?)""",
                    client,
                    issuer,
                    draft.oidcClientId().strip(),
                    sealed(draft.secret().orElseThrow(), client),
                    domains);
        } else {
            draft.secret()
                    .ifPresent(
                            secret ->
                                    database.update(
                                            "update client_sign_on set secret = ? where client_id = ?",
                                            sealed(secret, client),
                                            client));
            database.update(
                    """
                    update client_sign_on set issuer = ?, oidc_client_id = ?, domains = ?, active = true
                    where client_id = ?""",
                    issuer,
                    draft.oidcClientId().strip(),
                    domains,
                    client);
        }
        mails.signOn("sign_on_set", client, issuer, String.join(", ", domains));
    }

    /** Has the client's people sign in with us again. */
    @RolesAllowed(Permissions.MANDATES_GIVE)
    public void end(@NotNull UUID client, long version) {
        caller.requireFresh();
        SignOnRow row = of(client).orElseThrow(() -> new NotFoundException("signOn"));
        if (row.version() != version) {
            throw new StaleException();
        }
        database.update("update client_sign_on set active = false where client_id = ?", client);
        mails.signOn("sign_on_ended", client, row.issuer(), String.join(", ", row.domains()));
    }

    private byte[] sealed(String secret, UUID client) {
        return secrets.seal(secret, client.toString());
    }

    private void requireClient(UUID client) {
        if (database.first("select 1 from client where id = ?", row -> 1, client).isEmpty()) {
            throw new NotFoundException("client");
        }
    }

    private static String issuer(String typed) {
        try {
            URI uri = new URI(typed.strip().replaceAll("/+$", ""));
            if (uri.getHost() != null
                    && List.of("https", "http").contains(uri.getScheme())
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null
                    && uri.getRawUserInfo() == null) {
                return uri.toString();
            }
        } catch (URISyntaxException noAddress) {
            // said below
        }
        throw new InvalidInputException("issuer", "sign_on.refused.issuer");
    }

    private static SignOnRow row(Database.Row row) throws SQLException {
        return new SignOnRow(
                row.uuid(1),
                row.text(2),
                row.text(3),
                row.text(4),
                row.texts(5),
                row.flag(6),
                row.text(7),
                row.instant(8),
                row.text(9),
                row.text(10),
                row.big(11));
    }
}
