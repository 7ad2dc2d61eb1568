package org.countersign.web.security;

import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.Nonce;
import java.time.Instant;

/**
 * One way to the sign-in page and back. Each browser tab has its own.
 *
 * @param returnTo a checked {@link ReturnPath}
 * @param silent true when the person must not be asked anything: a session is only looked after
 */
record SignInAttempt(
        String state,
        String nonce,
        String verifier,
        String returnTo,
        boolean silent,
        Instant begun) {

    static SignInAttempt begin(String returnTo, boolean silent, Instant now) {
        return new SignInAttempt(
                new State().getValue(),
                new Nonce().getValue(),
                new CodeVerifier().getValue(),
                ReturnPath.safe(returnTo),
                silent,
                now);
    }

    Nonce nonceValue() {
        return new Nonce(nonce);
    }

    CodeVerifier codeVerifier() {
        return new CodeVerifier(verifier);
    }
}
