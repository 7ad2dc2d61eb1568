package org.countersign.keycloak;

import java.io.IOException;
import java.text.MessageFormat;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.keycloak.email.EmailException;
import org.keycloak.email.EmailSenderProvider;
import org.keycloak.executors.ExecutorsProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.theme.FreeMarkerException;
import org.keycloak.theme.Theme;
import org.keycloak.theme.beans.MessageFormatterMethod;
import org.keycloak.theme.freemarker.FreeMarkerProvider;

/**
 * A mail to one person, in words and in HTML, by the realm's own mail settings. It is written and
 * sent beside the request, so that an answer takes as long when there is nobody to mail it to.
 *
 * @param subject key of the subject, which takes the agency's name
 * @param template of the e-mail theme
 * @param values for the template, beside the agency's name
 */
record RealmMail(String subject, String template, Map<String, String> values) {

    private static final System.Logger LOG = System.getLogger(RealmMail.class.getName());

    /** Does the same for nobody, but for the mail. */
    void send(KeycloakSession session, Optional<UserModel> person, Locale locale) {
        var factory = session.getKeycloakSessionFactory();
        var realmId = session.getContext().getRealm().getId();
        var id = person.map(UserModel::getId).orElse("");
        try {
            session.getProvider(ExecutorsProvider.class)
                    .getExecutor("countersign-mail")
                    .execute(
                            () -> {
                                if (!id.isEmpty()) {
                                    KeycloakModelUtils.runJobInTransaction(
                                            factory, later -> deliver(later, realmId, id, locale));
                                }
                            });
        } catch (RejectedExecutionException busy) {
            LOG.log(System.Logger.Level.ERROR, "a mail was dropped template={0}: busy", template);
        }
    }

    private void deliver(KeycloakSession session, String realmId, String id, Locale locale) {
        var realm = session.realms().getRealm(realmId);
        session.getContext().setRealm(realm);
        var person = session.users().getUserById(realm, id);
        if (person == null || person.getEmail() == null) {
            return;
        }
        try {
            write(session, realm, person, locale);
        } catch (EmailException | FreeMarkerException | IOException failed) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "a mail could not be sent realm=" + realm.getName() + " template=" + template,
                    failed);
        }
    }

    private void write(KeycloakSession session, RealmModel realm, UserModel person, Locale locale)
            throws EmailException, FreeMarkerException, IOException {
        var theme = session.theme().getTheme(Theme.Type.EMAIL);
        var messages = theme.getEnhancedMessages(realm, locale);
        var agency =
                Optional.ofNullable(realm.getAttribute(Brand.NAME))
                        .or(() -> Optional.ofNullable(realm.getDisplayName()))
                        .orElse(realm.getName());
        var all = new HashMap<String, Object>(values);
        all.put("locale", locale);
        all.put("msg", new MessageFormatterMethod(locale, messages));
        all.put("properties", theme.getProperties());
        all.put("agency", agency);
        var templates = session.getProvider(FreeMarkerProvider.class);
        session.getProvider(EmailSenderProvider.class)
                .send(
                        realm.getSmtpConfig(),
                        person,
                        new MessageFormat(messages.getProperty(subject), locale)
                                .format(new Object[] {agency}),
                        templates.processTemplate(all, "text/" + template, theme),
                        templates.processTemplate(all, "html/" + template, theme));
    }
}
