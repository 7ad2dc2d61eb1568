package org.countersign.keycloak;

import java.io.IOException;
import java.security.SecureRandom;
import java.text.MessageFormat;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.keycloak.email.EmailException;
import org.keycloak.email.EmailSenderProvider;
import org.keycloak.executors.ExecutorsProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.theme.FreeMarkerException;
import org.keycloak.theme.Theme;
import org.keycloak.theme.beans.MessageFormatterMethod;
import org.keycloak.theme.freemarker.FreeMarkerProvider;

/**
 * Mails the code, in words and in HTML, by the realm's own mail settings. It is made and sent
 * beside the request, so that the answer takes as long for an address that nobody has. Nobody gets
 * more than {@link #HOURLY} mails in an hour, whoever asks; what is above is dropped without a
 * word.
 */
final class CodeMail {

    static final int HOURLY = 10;

    private static final System.Logger LOG = System.getLogger(CodeMail.class.getName());
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String TEMPLATE = "countersign-code.ftl";

    private CodeMail() {}

    /** Makes a new code; it is mailed when there is somebody to mail it to. */
    static MailCode send(
            KeycloakSession session, Optional<UserModel> person, String name, Locale locale) {
        var realm = session.getContext().getRealm();
        var fresh = MailCode.issue(RANDOM, Attempt.now());
        var key = person.map(UserModel::getId).orElse(name.toLowerCase(Locale.ROOT));
        boolean allowed = underTheLimit(session, realm.getId() + "." + key);
        var lasts = Attempt.codeLasts(realm);
        var factory = session.getKeycloakSessionFactory();
        var id = person.filter(UserModel::isEnabled).map(UserModel::getId).orElse("");
        try {
            session.getProvider(ExecutorsProvider.class)
                    .getExecutor("countersign-mail")
                    .execute(
                            () -> {
                                if (allowed && !id.isEmpty()) {
                                    deliver(factory, realm.getId(), id, fresh, lasts, locale);
                                }
                            });
        } catch (RejectedExecutionException busy) {
            LOG.log(System.Logger.Level.ERROR, "no code mailed realm={0}: busy", realm.getName());
        }
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

    private static void deliver(
            KeycloakSessionFactory factory,
            String realmId,
            String personId,
            MailCode.Fresh code,
            Duration lasts,
            Locale locale) {
        KeycloakModelUtils.runJobInTransaction(
                factory,
                session -> {
                    var realm = session.realms().getRealm(realmId);
                    session.getContext().setRealm(realm);
                    var person = session.users().getUserById(realm, personId);
                    if (person == null || person.getEmail() == null) {
                        return;
                    }
                    try {
                        write(session, person, code, lasts, locale);
                    } catch (EmailException | FreeMarkerException | IOException failed) {
                        LOG.log(
                                System.Logger.Level.ERROR,
                                "a code could not be mailed realm=" + realm.getName(),
                                failed);
                    }
                });
    }

    private static void write(
            KeycloakSession session,
            UserModel person,
            MailCode.Fresh code,
            Duration lasts,
            Locale locale)
            throws EmailException, FreeMarkerException, IOException {
        var realm = session.getContext().getRealm();
        var theme = session.theme().getTheme(Theme.Type.EMAIL);
        var messages = theme.getEnhancedMessages(realm, locale);
        var agency =
                Optional.ofNullable(realm.getAttribute(Brand.NAME))
                        .or(() -> Optional.ofNullable(realm.getDisplayName()))
                        .orElse(realm.getName());
        var values = new HashMap<String, Object>();
        values.put("locale", locale);
        values.put("ltr", true);
        values.put("msg", new MessageFormatterMethod(locale, messages));
        values.put("properties", theme.getProperties());
        values.put("code", code.spaced());
        values.put("agency", agency);
        values.put("minutes", Long.toString(Math.max(1, lasts.toMinutes())));
        var templates = session.getProvider(FreeMarkerProvider.class);
        var subject =
                new MessageFormat(messages.getProperty("countersignCodeSubject"), locale)
                        .format(new Object[] {agency});
        session.getProvider(EmailSenderProvider.class)
                .send(
                        realm.getSmtpConfig(),
                        person,
                        subject,
                        templates.processTemplate(values, "text/" + TEMPLATE, theme),
                        templates.processTemplate(values, "html/" + TEMPLATE, theme));
    }
}
