package org.countersign.keycloak;

import java.util.List;
import java.util.stream.Stream;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.policy.PasswordPolicyProvider;
import org.keycloak.policy.PolicyError;

/** Refuses a new password that is {@link Guessable}. */
final class GuessablePolicy implements PasswordPolicyProvider {

    private final KeycloakSession session;

    GuessablePolicy(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public PolicyError validate(RealmModel realm, UserModel user, String password) {
        return judged(
                password,
                Stream.of(
                        realm.getName(),
                        realm.getDisplayName(),
                        user.getUsername(),
                        user.getEmail(),
                        user.getFirstName(),
                        user.getLastName()));
    }

    @Override
    public PolicyError validate(String user, String password) {
        var realm = session.getContext().getRealm();
        return judged(password, Stream.of(realm.getName(), realm.getDisplayName(), user));
    }

    private static PolicyError judged(String password, Stream<String> names) {
        List<String> known = names.filter(name -> name != null).toList();
        return Guessable.is(password, known)
                ? new PolicyError("invalidPasswordBlacklistedMessage")
                : null;
    }

    @Override
    public Object parseConfig(String value) {
        return value; // has no settings
    }

    @Override
    public void close() {
        // holds nothing
    }
}
