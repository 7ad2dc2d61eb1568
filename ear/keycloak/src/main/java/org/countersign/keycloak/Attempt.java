package org.countersign.keycloak;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.authenticators.browser.AbstractUsernameFormAuthenticator;
import org.keycloak.authentication.authenticators.util.AcrStore;
import org.keycloak.common.util.Time;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.OTPCredentialModel;
import org.keycloak.models.credential.PasswordCredentialModel;
import org.keycloak.models.credential.WebAuthnCredentialModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * One sign-in as Keycloak's authentication session remembers it, which belongs to one browser. The
 * person is looked up by the name that was typed and bound to the sign-in only when something was
 * shown: until then a page cannot tell whether the name is anybody's.
 */
final class Attempt {

    /** The page that is shown. */
    enum Page {
        NAME,
        PASSWORD,
        CODE,
        OTP,
        PASSKEY
    }

    /** Note of the user session: a {@link Held}. */
    static final String STRENGTH = "countersign.strength";

    private static final String HELD = "countersign.held";
    private static final String SHOWN = "countersign.shown";
    private static final String PAGE = "countersign.page";
    private static final String CODE = "countersign.code";
    private static final String MAILINGS = "countersign.mailings";
    private static final String FORGOTTEN = "countersign.forgotten";
    private static final String REMEMBERED = "countersign.remembered";

    /** Realm attribute: how long a code lasts, in seconds, where that is not {@link MailCode}'s. */
    private static final String CODE_SECONDS = "countersign.code.seconds";

    private final AuthenticationFlowContext context;
    private final AuthenticationSessionModel notes;

    Attempt(AuthenticationFlowContext context) {
        this.context = context;
        this.notes = context.getAuthenticationSession();
    }

    static Instant now() {
        return Instant.ofEpochMilli(Time.currentTimeMillis());
    }

    // ---- who ----

    String name() {
        var name = notes.getAuthNote(AbstractUsernameFormAuthenticator.ATTEMPTED_USERNAME);
        return name == null ? "" : name;
    }

    void name(String typed) {
        notes.setAuthNote(AbstractUsernameFormAuthenticator.ATTEMPTED_USERNAME, typed);
    }

    /** The person of a running session, or whom the typed name stands for. */
    Optional<UserModel> person() {
        if (context.getUser() != null) {
            return Optional.of(context.getUser());
        }
        return name().isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(
                        KeycloakModelUtils.findUserByNameOrEmail(
                                context.getSession(), context.getRealm(), name()));
    }

    /** True when a session or a factor says who this is, so that pages may speak of the person. */
    boolean known() {
        return context.getUser() != null;
    }

    /** Begins anew with another name. */
    void forgetName() {
        for (var note :
                Set.of(
                        AbstractUsernameFormAuthenticator.ATTEMPTED_USERNAME,
                        SHOWN,
                        CODE,
                        FORGOTTEN,
                        REMEMBERED)) {
            notes.removeAuthNote(note);
        }
    }

    // ---- how far ----

    Progress progress() {
        var person = person();
        return new Progress(
                held(),
                shown(),
                person.map(Attempt::has).orElse(Set.of()),
                wanted(),
                notes.getClientNote(Constants.KC_ACTION) != null);
    }

    Optional<Strength> wanted() {
        var store = new AcrStore(context.getSession(), notes);
        return Strength.ofLevel(store.getRequestedLevelOfAuthentication(context.getTopLevelFlow()));
    }

    private Optional<Strength> held() {
        return Optional.ofNullable(notes.getAuthNote(HELD)).map(Strength::valueOf);
    }

    void held(Strength strength) {
        notes.setAuthNote(HELD, strength.name());
    }

    Set<Factor> shown() {
        var note = notes.getAuthNote(SHOWN);
        return note == null
                ? Set.of()
                : Arrays.stream(note.split(",")).map(Factor::valueOf).collect(Collectors.toSet());
    }

    void show(Factor factor) {
        var all = EnumSet.of(factor);
        all.addAll(shown());
        notes.setAuthNote(SHOWN, all.stream().map(Factor::name).collect(Collectors.joining(",")));
    }

    static Set<Factor> has(UserModel person) {
        var has = EnumSet.noneOf(Factor.class);
        var credentials = person.credentialManager();
        if (credentials.isConfiguredFor(PasswordCredentialModel.TYPE)) {
            has.add(Factor.PASSWORD);
        }
        if (credentials.isConfiguredFor(OTPCredentialModel.TYPE)) {
            has.add(Factor.OTP);
        }
        if (credentials.isConfiguredFor(WebAuthnCredentialModel.TYPE_PASSWORDLESS)) {
            has.add(Factor.PASSKEY);
        }
        return has;
    }

    /**
     * Writes what was reached into the sign-in and into the session it leads to.
     *
     * @param provenNow false when the session had it before, and keeps it as old as it is
     */
    static void write(
            KeycloakSession session,
            AuthenticationSessionModel notes,
            Strength reached,
            boolean provenNow) {
        new AcrStore(session, notes).setLevelAuthenticatedToCurrentRequest(reached.level());
        if (provenNow) {
            notes.setUserSessionNote(STRENGTH, new Held(reached, now()).note());
        }
    }

    // ---- pages ----

    Page page() {
        var note = notes.getAuthNote(PAGE);
        return note == null ? Page.NAME : Page.valueOf(note);
    }

    void page(Page page) {
        notes.setAuthNote(PAGE, page.name());
    }

    boolean passwordForgotten() {
        return notes.getAuthNote(FORGOTTEN) != null;
    }

    void forgetPassword(boolean forgotten) {
        if (forgotten) {
            notes.setAuthNote(FORGOTTEN, "true");
        } else {
            notes.removeAuthNote(FORGOTTEN);
        }
    }

    boolean remembered() {
        return notes.getAuthNote(REMEMBERED) != null;
    }

    void remember(boolean wanted) {
        if (wanted) {
            notes.setAuthNote(REMEMBERED, "true");
        } else {
            notes.removeAuthNote(REMEMBERED);
        }
    }

    // ---- the mailed code ----

    Optional<MailCode> code() {
        return MailCode.of(notes.getAuthNote(CODE));
    }

    void code(MailCode kept) {
        notes.setAuthNote(CODE, kept.note());
    }

    void dropCode() {
        notes.removeAuthNote(CODE);
    }

    Mailings mailings() {
        return Mailings.of(notes.getAuthNote(MAILINGS));
    }

    void mailings(Mailings mailings) {
        notes.setAuthNote(MAILINGS, mailings.note());
    }

    static Duration codeLasts(RealmModel realm) {
        return Duration.ofSeconds(
                realm.getAttribute(CODE_SECONDS, (int) MailCode.LASTS.toSeconds()));
    }
}
