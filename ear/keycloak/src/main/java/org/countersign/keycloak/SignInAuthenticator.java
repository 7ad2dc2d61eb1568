package org.countersign.keycloak;

import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.countersign.keycloak.Attempt.Page;
import org.keycloak.WebAuthnConstants;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.AuthenticationFlowError;
import org.keycloak.authentication.FlowStatus;
import org.keycloak.authentication.authenticators.browser.IdentityProviderAuthenticator;
import org.keycloak.authentication.authenticators.browser.WebAuthnPasswordlessAuthenticator;
import org.keycloak.authentication.authenticators.util.AuthenticatorUtils;
import org.keycloak.authentication.requiredactions.WebAuthnPasswordlessRegisterFactory;
import org.keycloak.credential.CredentialProvider;
import org.keycloak.credential.OTPCredentialProvider;
import org.keycloak.credential.OTPCredentialProviderFactory;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserCredentialModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.OTPCredentialModel;
import org.keycloak.models.credential.PasswordCredentialModel;
import org.keycloak.models.utils.FormMessage;
import org.keycloak.organization.OrganizationProvider;

/**
 * The pages of signing in: name first, then password, code by mail or passkey, then what else is
 * due ({@link Progress}).
 *
 * <p>Until something right was shown, a name that nobody has gets the same pages, words and work as
 * one that somebody has. Only a posted form does anything: an address that is opened, by a mail
 * scanner or from history, shows the page again. Nothing that is mailed signs in by being opened.
 */
final class SignInAuthenticator extends IdentityProviderAuthenticator {

    private static final String DO = "do";
    private static final String PASSWORD_FIELD = "password";
    private static final String CODE_FIELD = "code";
    private static final String OTP_FIELD = "otp";
    private static final String NAME_FIELD = "username";

    private static final int WAITS_MAX = 50;
    private static final long WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final KeycloakSession session;
    private final WebAuthnPasswordlessAuthenticator passkeys;

    SignInAuthenticator(KeycloakSession session) {
        this.session = session;
        this.passkeys = new WebAuthnPasswordlessAuthenticator(session);
    }

    @Override
    public void authenticate(AuthenticationFlowContext context) {
        var attempt = new Attempt(context);
        if (attempt.page() != Page.NAME) {
            // read again, or in another language
            challenge(context, attempt, attempt.page());
            return;
        }
        if (attempt.known()) {
            goOn(context, attempt);
            return;
        }
        var hint = context.getAuthenticationSession().getClientNote("login_hint");
        if (attempt.name().isEmpty() && hint != null) {
            attempt.name(hint);
        }
        challenge(context, attempt, Page.NAME);
    }

    @Override
    public void action(AuthenticationFlowContext context) {
        var pace = new Pace();
        var attempt = new Attempt(context);
        answer(context, attempt);
        if (!attempt.known()) {
            pace.keep();
        }
    }

    private void answer(AuthenticationFlowContext context, Attempt attempt) {
        if (!"POST".equals(context.getHttpRequest().getHttpMethod())) {
            challenge(context, attempt, attempt.page());
            return;
        }
        var form = context.getHttpRequest().getDecodedFormParameters();
        var wish = Optional.ofNullable(form.getFirst(DO)).orElse("");
        switch (wish) {
            case "other-name" -> {
                attempt.forgetName();
                if (attempt.known()) {
                    context.resetFlow();
                } else {
                    challenge(context, attempt, Page.NAME);
                }
            }
            case "mail" -> mail(context, attempt, form, false);
            case "forgotten" -> mail(context, attempt, form, true);
            case "passkey" -> challenge(context, attempt, Page.PASSKEY);
            case "use-password" -> challenge(context, attempt, Page.PASSWORD);
            case "use-otp" -> challenge(context, attempt, attempt.known() ? Page.OTP : Page.NAME);
            default -> {
                switch (attempt.page()) {
                    case NAME -> name(context, attempt, form);
                    case PASSWORD -> password(context, attempt, form);
                    case CODE -> code(context, attempt, form);
                    case OTP -> otp(context, attempt, form);
                    case PASSKEY -> passkey(context, attempt, form);
                }
            }
        }
    }

    // ---- name ----

    private void name(
            AuthenticationFlowContext context,
            Attempt attempt,
            MultivaluedMap<String, String> form) {
        if (!named(context, attempt, form) || sentToOwnSignOn(context, attempt)) {
            return;
        }
        challenge(context, attempt, Page.PASSWORD);
    }

    /** Takes the name from the form; without one, shows the page again. */
    private boolean named(
            AuthenticationFlowContext context,
            Attempt attempt,
            MultivaluedMap<String, String> form) {
        var typed = form.getFirst(NAME_FIELD);
        if (attempt.page() != Page.NAME || attempt.known()) {
            return true;
        }
        if (typed == null || typed.isBlank()) {
            context.challenge(
                    page(
                            context,
                            attempt,
                            Page.NAME,
                            f -> error(f, NAME_FIELD, "countersignNameMissing")));
            return false;
        }
        attempt.forgetName();
        attempt.name(typed.strip());
        attempt.remember("on".equals(form.getFirst("rememberMe")));
        context.getEvent().detail(Details.USERNAME, attempt.name());
        return true;
    }

    /**
     * A client that has its own sign-on is found by the mail domain; all of its people go there,
     * those that are not known here included, so that the way says nothing about who is.
     */
    private boolean sentToOwnSignOn(AuthenticationFlowContext context, Attempt attempt) {
        if (!context.getRealm().isOrganizationsEnabled()) {
            return false;
        }
        var mail =
                attempt.name().contains("@")
                        ? Optional.of(attempt.name())
                        : attempt.person().map(UserModel::getEmail);
        var provider =
                mail.flatMap(
                        address ->
                                OwnSignOn.of(
                                        session.getProvider(OrganizationProvider.class), address));
        provider.ifPresent(alias -> redirect(context, alias, mail.orElseThrow()));
        return provider.isPresent();
    }

    // ---- password ----

    private void password(
            AuthenticationFlowContext context,
            Attempt attempt,
            MultivaluedMap<String, String> form) {
        var typed = Optional.ofNullable(form.getFirst(PASSWORD_FIELD)).orElse("");
        if (typed.isEmpty()) {
            context.challenge(
                    page(
                            context,
                            attempt,
                            Page.PASSWORD,
                            f -> error(f, PASSWORD_FIELD, "countersignPasswordMissing")));
            return;
        }
        var person = attempt.person().filter(found -> mayTry(context, found));
        boolean right;
        if (person.filter(found -> Attempt.has(found).contains(Factor.PASSWORD)).isPresent()) {
            right = person.get().credentialManager().isValid(UserCredentialModel.password(typed));
        } else {
            AuthenticatorUtils.dummyHash(context);
            right = false;
        }
        if (right) {
            context.setUser(person.get());
            attempt.show(Factor.PASSWORD);
            goOn(context, attempt);
        } else {
            fail(context, attempt, Page.PASSWORD, PASSWORD_FIELD, "countersignPasswordWrong");
        }
    }

    // ---- code by mail ----

    private void mail(
            AuthenticationFlowContext context,
            Attempt attempt,
            MultivaluedMap<String, String> form,
            boolean forgotten) {
        if (!named(context, attempt, form) || sentToOwnSignOn(context, attempt)) {
            return;
        }
        attempt.forgetPassword(forgotten || attempt.passwordForgotten());
        askForCode(context, attempt);
    }

    private void askForCode(AuthenticationFlowContext context, Attempt attempt) {
        var now = Attempt.now();
        var mailings = attempt.mailings();
        if (mailings.mayAsk(now)) {
            attempt.mailings(mailings.asked(now));
            attempt.code(
                    CodeMail.send(
                            session,
                            attempt.person(),
                            attempt.name(),
                            session.getContext().resolveLocale(context.getUser())));
            challenge(context, attempt, Page.CODE);
            return;
        }
        var words = mailings.mayAskLater() ? "countersignCodeSoon" : "countersignCodeNoMore";
        context.challenge(page(context, attempt, Page.CODE, form -> form.setInfo(words)));
    }

    private void code(
            AuthenticationFlowContext context,
            Attempt attempt,
            MultivaluedMap<String, String> form) {
        var typed = Optional.ofNullable(form.getFirst(CODE_FIELD)).orElse("");
        if (typed.isBlank()) {
            context.challenge(
                    page(
                            context,
                            attempt,
                            Page.CODE,
                            f -> error(f, CODE_FIELD, "countersignCodeMissing")));
            return;
        }
        var kept = attempt.code();
        var verdict =
                kept.map(
                                code ->
                                        code.check(
                                                typed,
                                                Attempt.now(),
                                                Attempt.codeLasts(context.getRealm())))
                        .orElse(MailCode.Verdict.EXPIRED);
        kept.map(MailCode::tried).ifPresent(attempt::code);
        var person = attempt.person().filter(found -> mayTry(context, found));
        if (verdict == MailCode.Verdict.RIGHT && person.isPresent() && usedFirst(kept.get())) {
            attempt.dropCode();
            context.setUser(person.get());
            person.get().setEmailVerified(true);
            attempt.show(Factor.MAIL_CODE);
            goOn(context, attempt);
            return;
        }
        var words =
                switch (verdict) {
                    case RIGHT, WRONG ->
                            attempt.code()
                                            .filter(code -> code.tries() >= MailCode.TRIES_MAX)
                                            .isPresent()
                                    ? "countersignCodeSpent"
                                    : "countersignCodeWrong";
                    case SPENT -> "countersignCodeSpent";
                    case EXPIRED -> "countersignCodeExpired";
                };
        fail(context, attempt, Page.CODE, CODE_FIELD, words);
    }

    /** Of two that show the same code at the same moment, one comes first. */
    private boolean usedFirst(MailCode code) {
        return session.singleUseObjects()
                .putIfAbsent("countersign.code." + code.hash(), MailCode.LASTS.toSeconds());
    }

    // ---- authenticator app ----

    private void otp(
            AuthenticationFlowContext context,
            Attempt attempt,
            MultivaluedMap<String, String> form) {
        if (!attempt.known()) {
            context.resetFlow();
            return;
        }
        var person = context.getUser();
        var typed = Optional.ofNullable(form.getFirst(OTP_FIELD)).orElse("").replaceAll("\\s", "");
        var chosen =
                Optional.ofNullable(form.getFirst("selectedCredentialId"))
                        .filter(id -> !id.isBlank())
                        .orElseGet(() -> defaultOtp(context, person));
        boolean right =
                !typed.isEmpty()
                        && mayTry(context, person)
                        && person.credentialManager()
                                .isValid(
                                        new UserCredentialModel(
                                                chosen, OTPCredentialModel.TYPE, typed));
        if (right) {
            attempt.show(Factor.OTP);
            goOn(context, attempt);
        } else {
            fail(context, attempt, Page.OTP, "totp", "countersignOtpWrong");
        }
    }

    private String defaultOtp(AuthenticationFlowContext context, UserModel person) {
        var found =
                ((OTPCredentialProvider)
                                session.getProvider(
                                        CredentialProvider.class,
                                        OTPCredentialProviderFactory.PROVIDER_ID))
                        .getDefaultCredential(session, context.getRealm(), person);
        return found == null ? "" : found.getId();
    }

    // ---- passkey ----

    private void passkey(
            AuthenticationFlowContext context,
            Attempt attempt,
            MultivaluedMap<String, String> form) {
        var failure = form.getFirst(WebAuthnConstants.ERROR);
        if (form.getFirst(WebAuthnConstants.CREDENTIAL_ID) == null
                || (failure != null && !failure.isBlank())) {
            context.challenge(
                    page(
                            context,
                            attempt,
                            Page.PASSKEY,
                            f -> f.setError("countersignPasskeyNotRead")));
            return;
        }
        boolean known = attempt.known();
        passkeys.action(context);
        if (context.getStatus() == FlowStatus.SUCCESS && mayTry(context, context.getUser())) {
            attempt.show(Factor.PASSKEY);
            goOn(context, attempt);
            return;
        }
        if (!known) {
            context.clearUser();
        }
        // what went wrong is in an event already
        refuse(context, attempt, Page.PASSKEY, null, "countersignPasskeyWrong");
    }

    // ---- what comes next ----

    private void goOn(AuthenticationFlowContext context, Attempt attempt) {
        switch (attempt.progress().next()) {
            case SHOW_PASSWORD -> challenge(context, attempt, Page.PASSWORD);
            case SHOW_MAIL_CODE -> askForCode(context, attempt);
            case SHOW_OTP -> challenge(context, attempt, Page.OTP);
            case SHOW_PASSKEY -> challenge(context, attempt, Page.PASSKEY);
            case SET_UP_PASSWORD ->
                    finish(context, attempt, UserModel.RequiredAction.UPDATE_PASSWORD.name());
            case SET_UP_OTP ->
                    finish(context, attempt, UserModel.RequiredAction.CONFIGURE_TOTP.name());
            case SET_UP_PASSKEY ->
                    finish(context, attempt, WebAuthnPasswordlessRegisterFactory.PROVIDER_ID);
            case DONE ->
                    finish(
                            context,
                            attempt,
                            attempt.passwordForgotten()
                                    ? UserModel.RequiredAction.UPDATE_PASSWORD.name()
                                    : "");
        }
    }

    /**
     * @param setUp what the person does before going on, or empty; it adds nothing to the strength
     */
    private void finish(AuthenticationFlowContext context, Attempt attempt, String setUp) {
        var notes = context.getAuthenticationSession();
        var progress = attempt.progress();
        var reached = progress.reached().orElseThrow();
        Attempt.write(session, notes, reached, progress.provenNow());
        if (!setUp.isEmpty()) {
            notes.addRequiredAction(setUp);
        }
        var person = context.getUser();
        if (attempt.remembered() && ofAClient(person)) {
            notes.setAuthNote(Details.REMEMBER_ME, "true");
            context.getEvent().detail(Details.REMEMBER_ME, "true");
        } else {
            notes.removeAuthNote(Details.REMEMBER_ME);
        }
        context.getEvent().detail("strength", reached.name().toLowerCase(Locale.ROOT));
        if (attempt.shown().contains(Factor.OTP)) {
            context.success(OTPCredentialModel.TYPE);
        } else {
            // the protector counts right passwords only; a right code ends the wrong tries as well
            context.success(PasswordCredentialModel.TYPE);
        }
    }

    /** Staff never stay signed in for weeks; people of clients may, on their own devices. */
    private boolean ofAClient(UserModel person) {
        return session.getContext().getRealm().isOrganizationsEnabled()
                && session.getProvider(OrganizationProvider.class)
                        .getByMember(person)
                        .findAny()
                        .isPresent();
    }

    /**
     * Not disabled, and not locked after too many wrong tries. Keycloak calls an account locked,
     * too, while it still counts the person's last try, which is over in milliseconds: that is
     * waited for, lest a right password that follows a wrong one at once be refused.
     */
    private boolean mayTry(AuthenticationFlowContext context, UserModel person) {
        context.getEvent().user(person);
        if (!person.isEnabled()) {
            return false;
        }
        for (int waited = 0; waited < WAITS_MAX; waited++) {
            if (AuthenticatorUtils.getDisabledByBruteForceEventError(context, person) == null) {
                return true;
            }
            if (locked(context.getRealm(), person)) {
                return false;
            }
            LockSupport.parkNanos(WAIT_NANOS);
        }
        return false;
    }

    private boolean locked(RealmModel realm, UserModel person) {
        var guesses = session.loginFailures().getUserLoginFailure(realm, person.getId());
        return guesses != null
                && Attempt.now().getEpochSecond() < guesses.getFailedLoginNotBefore();
    }

    // ---- pages ----

    private void fail(
            AuthenticationFlowContext context,
            Attempt attempt,
            Page page,
            String field,
            String words) {
        context.getEvent()
                .error(
                        attempt.person().isPresent()
                                ? Errors.INVALID_USER_CREDENTIALS
                                : Errors.USER_NOT_FOUND);
        refuse(context, attempt, page, field, words);
    }

    /** The protector against guessing counts this as a wrong try, if the name is anybody's. */
    private void refuse(
            AuthenticationFlowContext context,
            Attempt attempt,
            Page page,
            String field,
            String words) {
        context.failureChallenge(
                AuthenticationFlowError.INVALID_CREDENTIALS,
                page(context, attempt, page, form -> error(form, field, words)));
    }

    private static LoginFormsProvider error(LoginFormsProvider form, String field, String words) {
        return field == null ? form.setError(words) : form.addError(new FormMessage(field, words));
    }

    private void challenge(AuthenticationFlowContext context, Attempt attempt, Page page) {
        context.challenge(page(context, attempt, page, UnaryOperator.identity()));
    }

    private Response page(
            AuthenticationFlowContext context,
            Attempt attempt,
            Page page,
            UnaryOperator<LoginFormsProvider> more) {
        attempt.page(page);
        var form = page == Page.PASSKEY ? passkeys.fillContextForm(context) : context.form();
        if (form == null) {
            // asked for by hand: this person has no passkey
            return page(context, attempt, Page.PASSWORD, more);
        }
        form.setExecution(context.getExecution().getId())
                .setAttribute(
                        "attempted",
                        attempt.known() ? context.getUser().getUsername() : attempt.name())
                .setAttribute("rememberChosen", attempt.remembered())
                .setAttribute("alternatives", attempt.known() ? alternatives(attempt) : "stranger");
        more.apply(form);
        return switch (page) {
            case NAME -> form.createLoginUsername();
            case PASSWORD -> form.createLoginPassword();
            case CODE -> form.createForm("countersign-code.ftl");
            case OTP -> form.createLoginTotp();
            case PASSKEY -> form.createLoginWebAuthn();
        };
    }

    /** For a known person: what else than the page shown would do. */
    private static String alternatives(Attempt attempt) {
        return attempt.progress().alternatives().stream()
                .map(factor -> factor.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" "));
    }
}
