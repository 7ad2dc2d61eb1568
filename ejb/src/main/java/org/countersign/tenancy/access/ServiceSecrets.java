package org.countersign.tenancy.access;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.UUID;
import org.countersign.platform.Settings;
import org.countersign.tenancy.identity.KeycloakAdmin;
import org.countersign.tenancy.identity.KeycloakClients;
import org.countersign.tenancy.identity.KeycloakUnreachableException;

/**
 * Secrets of programs: written down as a wish, asked of Keycloak outside any transaction, then
 * written down as done. A wish that failed in between is simply repeated.
 */
@ApplicationScoped
public class ServiceSecrets {

    private static final System.Logger LOG = System.getLogger(ServiceSecrets.class.getName());

    @EJB ServiceAccounts accounts;
    @Inject KeycloakAdmin keycloak;
    @Inject Settings settings;

    /**
     * A new secret; the one before, and every token had with it, counts no longer.
     *
     * @throws org.countersign.platform.StaleException when somebody changed the account since
     */
    public IssuedSecret issue(UUID id, long version) {
        var plan = accounts.begin(id, version);
        var clients = keycloak.clients(plan.realm());
        String client = ensureClient(clients, plan.account());
        String secret = clients.renewSecret(client);
        String subject = clients.serviceAccount(client).getString("id");
        var account = accounts.issued(plan, client, subject);
        return new IssuedSecret(
                account,
                account.clientId(),
                secret,
                settings.issuer(plan.realm()) + "/protocol/openid-connect/token");
    }

    /**
     * Ends the account. With Keycloak down the client stays there, where it opens nothing; revoking
     * again removes it.
     */
    public ServiceAccountRow revoke(UUID id, long version) {
        var plan = accounts.revoke(id, version);
        var clients = keycloak.clients(plan.realm());
        try {
            clients.find(plan.account().clientId())
                    .ifPresent(client -> clients.delete(client.getString("id")));
            accounts.clientGone(id);
        } catch (KeycloakUnreachableException down) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "client stays in Keycloak service={0} agency={1}",
                    id,
                    plan.realm());
        }
        return accounts.find(id);
    }

    private static String ensureClient(KeycloakClients clients, ServiceAccountRow account) {
        return clients.find(account.clientId())
                .map(found -> found.getString("id"))
                .orElseGet(() -> clients.create(client(account)));
    }

    /** Client credentials and nothing else: no browser, no password, no refresh token, no roles. */
    private static JsonObject client(ServiceAccountRow account) {
        return Json.createObjectBuilder()
                .add("clientId", account.clientId())
                .add("name", account.name())
                .add("enabled", true)
                .add("protocol", "openid-connect")
                .add("publicClient", false)
                .add("clientAuthenticatorType", "client-secret")
                .add("serviceAccountsEnabled", true)
                .add("standardFlowEnabled", false)
                .add("implicitFlowEnabled", false)
                .add("directAccessGrantsEnabled", false)
                .add("fullScopeAllowed", false)
                .add("defaultClientScopes", Json.createArrayBuilder().add("basic"))
                .add("optionalClientScopes", Json.createArrayBuilder())
                .add(
                        "attributes",
                        Json.createObjectBuilder()
                                .add("access.token.lifespan", "300")
                                .add("client_credentials.use_refresh_token", "false"))
                .build();
    }
}
