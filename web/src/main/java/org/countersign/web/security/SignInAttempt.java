package org.countersign.web.security;

import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.Nonce;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.countersign.platform.Strength;

/**
 * One way to the sign-in page and back. Each browser tab has its own.
 *
 * @param returnTo a checked {@link ReturnPath}
 * @param silent true when the person must not be asked anything: a session is only looked after
 * @param wish what more than being signed in it is for
 */
record SignInAttempt(
        String state,
        String nonce,
        String verifier,
        String returnTo,
        boolean silent,
        Wish wish,
        Instant begun) {

    /**
     * What a sign-in is for.
     *
     * @param least how strong it must be
     * @param credential what the person sets up on the way; nothing that is set up counts for this
     *     sign-in
     * @param removes Keycloak's id of a credential that the person removes on the way, where the
     *     strongest they have is shown first
     */
    record Wish(Optional<Strength> least, Optional<Credential> credential, Optional<UUID> removes) {

        private static final Pattern ID =
                Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

        static final Wish NONE = of(null, null, null);

        /** From what an address says; words that are none of ours ask for nothing. */
        static Wish of(String acr, String setUp, String remove) {
            return new Wish(
                    acr == null ? Optional.empty() : Strength.named(acr),
                    Credential.named(setUp),
                    remove == null || !ID.matcher(remove).matches()
                            ? Optional.empty()
                            : Optional.of(UUID.fromString(remove)));
        }

        /** Value of Keycloak's parameter {@code kc_action}. */
        Optional<String> action() {
            return removes.map(id -> "delete_credential:" + id)
                    .or(() -> credential.map(Credential::action));
        }

        String words() {
            return least.map(Strength::word).orElse("")
                    + ","
                    + credential.map(Credential::word).orElse("")
                    + ","
                    + removes.map(UUID::toString).orElse("");
        }

        static Wish ofWords(String words) {
            String[] parts = words.split(",", -1);
            return of(parts[0], parts[1], parts[2]);
        }
    }

    static SignInAttempt begin(String returnTo, boolean silent, Wish wish, Instant now) {
        return new SignInAttempt(
                new State().getValue(),
                new Nonce().getValue(),
                new CodeVerifier().getValue(),
                ReturnPath.safe(returnTo),
                silent,
                wish,
                now);
    }

    Nonce nonceValue() {
        return new Nonce(nonce);
    }

    CodeVerifier codeVerifier() {
        return new CodeVerifier(verifier);
    }
}
