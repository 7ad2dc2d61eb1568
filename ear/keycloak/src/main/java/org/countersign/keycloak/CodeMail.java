package org.countersign.keycloak;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;

/**
 * Mails codes. Nobody gets more than {@link #HOURLY} in an hour, whoever asks; what is above is
 * dropped without a word.
 */
final class CodeMail {

    static final int HOURLY = 10;

    private static final SecureRandom RANDOM = new SecureRandom();

    private CodeMail() {}

    /** Makes a new code; it is mailed when there is somebody to mail it to. */
    static MailCode send(
            KeycloakSession session, Optional<UserModel> person, String name, Locale locale) {
        var realm = session.getContext().getRealm();
        var fresh = MailCode.issue(RANDOM, Attempt.now());
        var key = person.map(UserModel::getId).orElse(name.toLowerCase(Locale.ROOT));
        boolean allowed = underTheLimit(session, realm.getId() + "." + key);
        var minutes = Math.max(1, Attempt.codeLasts(realm).toMinutes());
        var mail =
                new RealmMail(
                        "countersignCodeSubject",
                        "countersign-code.ftl",
                        Map.of("code", fresh.spaced(), "minutes", Long.toString(minutes)));
        var to = person.filter(UserModel::isEnabled).filter(somebody -> allowed);
        mail.send(session, to, locale);
        return fresh.kept();
    }

    private static boolean underTheLimit(KeycloakSession session, String key) {
        var counts = session.singleUseObjects();
        var name = "countersign.mails." + key;
        var found = counts.get(name);
        int sent = found == null ? 0 : Integer.parseInt(found.getOrDefault("sent", "0"));
        var next = Map.of("sent", Integer.toString(sent + 1));
        if (found == null) {
            counts.put(name, Duration.ofHours(1).toSeconds(), next);
        } else {
            counts.replace(name, next);
        }
        return sent < HOURLY;
    }
}
