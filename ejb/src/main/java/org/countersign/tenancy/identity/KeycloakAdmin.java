package org.countersign.tenancy.identity;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Clock;
import java.time.Duration;
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

    /** How long a person waits for a page that asks Keycloak. */
    private static final Duration ON_A_PAGE = Duration.ofSeconds(5);

    private KeycloakCalls calls;
    private KeycloakCalls pageCalls;

    @PostConstruct
    void open() {
        calls =
                new KeycloakCalls(
                        settings.keycloakAdminUrl(),
                        settings.keycloakClientId(),
                        settings.keycloakClientSecret(),
                        clock);
        pageCalls = calls.within(ON_A_PAGE);
    }

    public KeycloakRealms realms() {
        return new KeycloakRealms(outside());
    }

    /** The people of a realm. */
    public KeycloakUsers users(String realm) {
        return new KeycloakUsers(outside(), realm);
    }

    /** The same, where somebody waits for a page: it gives up sooner. */
    public KeycloakUsers usersForPage(String realm) {
        outside();
        return new KeycloakUsers(pageCalls, realm);
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
