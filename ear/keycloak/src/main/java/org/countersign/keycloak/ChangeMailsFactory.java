package org.countersign.keycloak;

import org.keycloak.Config;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Announces {@link ChangeMails} to Keycloak. */
public final class ChangeMailsFactory implements EventListenerProviderFactory {

    @Override
    public EventListenerProvider create(KeycloakSession session) {
        return new ChangeMails(session);
    }

    @Override
    public String getId() {
        return "countersign-change-mails";
    }

    @Override
    public void init(Config.Scope config) {
        // has no settings
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        // needs nobody
    }

    @Override
    public void close() {
        // holds nothing
    }
}
