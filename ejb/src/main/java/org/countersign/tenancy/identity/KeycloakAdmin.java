package org.countersign.tenancy.identity;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Clock;
import org.countersign.platform.Settings;

/**
 * The way to Keycloak's administration. Every call goes over the network, so none of it is possible
 * inside a transaction: write the intention, commit, call, then write what came of it.
 *
 * <p>Calls throw {@link KeycloakUnreachableException} when trying again may help, {@link
 * KeycloakRefusedException} with Keycloak's reason when it does not, {@link
 * KeycloakMissingException} and {@link KeycloakConflictException}.
 */
@ApplicationScoped
public class KeycloakAdmin {

    @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
    TransactionSynchronizationRegistry transactions;

    @Inject Settings settings;
    @Inject Clock clock;

    private KeycloakCalls calls;

    @PostConstruct
    void open() {
        calls =
                new KeycloakCalls(
                        settings.keycloakAdminUrl(),
                        settings.keycloakClientId(),
                        settings.keycloakClientSecret(),
                        clock);
    }

    public KeycloakRealms realms() {
        return new KeycloakRealms(outside());
    }

    /** The people of a realm. */
    public KeycloakUsers users(String realm) {
        return new KeycloakUsers(outside(), realm);
    }

    /** The organizations of a realm, which are an agency's clients. */
    public KeycloakOrganizations organizations(String realm) {
        return new KeycloakOrganizations(outside(), realm);
    }

    /** The identity providers of a realm: a client's own sign-on. */
    public KeycloakProviders providers(String realm) {
        return new KeycloakProviders(outside(), realm);
    }

    /** The OIDC clients of a realm: the application's and the service accounts'. */
    public KeycloakClients clients(String realm) {
        return new KeycloakClients(outside(), realm);
    }

    private KeycloakCalls outside() {
        if (transactions.getTransactionStatus() != Status.STATUS_NO_TRANSACTION) {
            throw new IllegalStateException("no call to Keycloak inside a transaction");
        }
        return calls;
    }
}
