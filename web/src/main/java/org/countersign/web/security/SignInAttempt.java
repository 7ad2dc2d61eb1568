package org.countersign.web.security;

import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.Nonce;
import java.time.Instant;
import java.util.Optional;
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
     */
    record Wish(Optional<Strength> least, Optional<Credential> credential) {

        static final Wish NONE = new Wish(Optional.empty(), Optional.empty());

        /** From what an address says; words that are none of ours ask for nothing. */
        static Wish of(String acr, String setUp) {
            return new Wish(
                    acr == null ? Optional.empty() : Strength.named(acr), Credential.named(setUp));
        }

        String words() {
            return least.map(Strength::word).orElse("")
                    + ","
                    + credential.map(Credential::word).orElse("");
        }

        static Wish ofWords(String words) {
            int comma = words.indexOf(',');
            return of(words.substring(0, comma), words.substring(comma + 1));
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
