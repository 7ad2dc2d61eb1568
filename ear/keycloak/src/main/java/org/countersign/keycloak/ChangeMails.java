package org.countersign.keycloak;

import java.util.Map;
import java.util.Optional;
import org.keycloak.events.Details;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventListenerTransaction;
import org.keycloak.events.EventType;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.OTPCredentialModel;
import org.keycloak.models.credential.PasswordCredentialModel;
import org.keycloak.models.credential.WebAuthnCredentialModel;

/**
 * Tells people by mail when a way to sign in as them was added, changed or removed: whoever reads
 * their mail could have done it, and would have to hide this, too.
 */
final class ChangeMails implements EventListenerProvider {

    private final KeycloakSession session;
    private final EventListenerTransaction afterwards =
            new EventListenerTransaction(null, this::mail);

    ChangeMails(KeycloakSession session) {
        this.session = session;
        session.getTransactionManager().enlistAfterCompletion(afterwards);
    }

    @Override
    public void onEvent(Event event) {
        if (what(event).isPresent() && event.getUserId() != null) {
            afterwards.addEvent(event.clone());
        }
    }

    @Override
    public void onEvent(AdminEvent event, boolean includeRepresentation) {
        // the agency's own books tell of what administrators do
    }

    private void mail(Event event) {
        var realm = session.realms().getRealm(event.getRealmId());
        Optional<UserModel> person =
                Optional.ofNullable(session.users().getUserById(realm, event.getUserId()));
        new RealmMail(
                        "countersignChangeSubject",
                        "countersign-change.ftl",
                        Map.of("change", what(event).orElseThrow()))
                .send(session, person, session.getContext().resolveLocale(person.orElse(null)));
    }

    /** Key of the words for it; empty for what nobody needs to be told. */
    static Optional<String> what(Event event) {
        boolean added = event.getType() == EventType.UPDATE_CREDENTIAL;
        if (!added && event.getType() != EventType.REMOVE_CREDENTIAL) {
            return Optional.empty();
        }
        var type =
                event.getDetails() == null
                        ? ""
                        : event.getDetails().getOrDefault(Details.CREDENTIAL_TYPE, "");
        return Optional.ofNullable(
                switch (type) {
                    case PasswordCredentialModel.TYPE -> "countersignPasswordChanged";
                    case OTPCredentialModel.TYPE ->
                            added ? "countersignAppAdded" : "countersignAppRemoved";
                    case WebAuthnCredentialModel.TYPE_PASSWORDLESS,
                            WebAuthnCredentialModel.TYPE_TWOFACTOR ->
                            added ? "countersignPasskeyAdded" : "countersignPasskeyRemoved";
                    default -> null;
                });
    }

    @Override
    public void close() {
        // holds nothing
    }
}
