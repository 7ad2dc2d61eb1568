package org.countersign.web.security;

import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.openid.connect.sdk.AuthenticationErrorResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.LogoutRequest;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.Prompt;
import com.nimbusds.openid.connect.sdk.claims.ACR;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** One agency's realm as its discovery document describes it, and the conversation with it. */
final class Realm {

    private static final Duration TOKEN_READ = Duration.ofSeconds(10);
    private static final Scope SCOPE = new Scope("openid", "profile", "email", "organization");
    private static final ClientID CLIENT = new ClientID(Tokens.CLIENT);

    private final String issuer;
    private final OIDCProviderMetadata metadata;
    private final RealmKeys keys;

    /** The tokens of a finished sign-in, still unchecked. */
    record Granted(String idToken, String accessToken) {}

    /** Keycloak did not sign the person in and says why. */
    static final class SignInErrorException extends Exception {

        private static final long serialVersionUID = 1L;

        private final String code;

        SignInErrorException(String code) {
            super("the sign-in page answered error=" + code);
            this.code = code;
        }

        /** True when a silent check found that the person has to type something after all. */
        boolean needsPerson() {
            return code.endsWith("_required");
        }
    }

    Realm(OIDCProviderMetadata metadata, RealmKeys keys) {
        this.issuer = metadata.getIssuer().getValue();
        this.metadata = metadata;
        this.keys = keys;
    }

    /**
     * Asks for the realm's discovery document.
     *
     * @param known what was known so far, or null; its keys are kept when their address is the same
     * @param keyTurnstile for whoever waits for new keys
     */
    static Realm discover(String issuer, Realm known, Turnstile keyTurnstile)
            throws RealmUnavailableException {
        try {
            var metadata =
                    OIDCProviderMetadata.resolve(
                            new Issuer(issuer),
                            (int) RealmKeys.CONNECT.toMillis(),
                            (int) RealmKeys.READ.toMillis());
            if (metadata.getAuthorizationEndpointURI() == null
                    || metadata.getTokenEndpointURI() == null
                    || metadata.getJWKSetURI() == null) {
                throw new RealmUnavailableException(issuer, null);
            }
            boolean sameKeys =
                    known != null && known.metadata.getJWKSetURI().equals(metadata.getJWKSetURI());
            return new Realm(
                    metadata,
                    sameKeys
                            ? known.keys
                            : RealmKeys.at(issuer, metadata.getJWKSetURI().toURL(), keyTurnstile));
        } catch (GeneralException | MalformedURLException | IllegalArgumentException unusable) {
            throw new RealmUnavailableException(issuer, unusable);
        } catch (IOException unreachable) {
            throw new RealmUnavailableException(issuer, unreachable);
        }
    }

    String issuer() {
        return issuer;
    }

    RealmKeys keys() {
        return keys;
    }

    /** Where the browser goes to sign in. */
    URI signInPage(SignInAttempt attempt, URI callback) {
        var request =
                new AuthenticationRequest.Builder(ResponseType.CODE, SCOPE, CLIENT, callback)
                        .endpointURI(metadata.getAuthorizationEndpointURI())
                        .state(new State(attempt.state()))
                        .nonce(attempt.nonceValue())
                        .codeChallenge(attempt.codeVerifier(), CodeChallengeMethod.S256);
        if (attempt.silent()) {
            request.prompt(Prompt.Type.NONE);
        }
        attempt.wish()
                .least()
                .ifPresent(least -> request.acrValues(List.of(new ACR(least.word()))));
        attempt.wish().action().ifPresent(action -> request.customParameter("kc_action", action));
        return request.build().toURI();
    }

    /**
     * The code of an answer that belongs to the attempt and names this realm as its maker (RFC
     * 9207).
     */
    AuthorizationCode code(SignInAttempt attempt, URI answer)
            throws TokenRefusedException, SignInErrorException {
        AuthenticationResponse response;
        try {
            response = AuthenticationResponseParser.parse(answer);
        } catch (ParseException malformed) {
            throw new TokenRefusedException(
                    "the answer of the sign-in page is malformed", malformed);
        }
        if (response.getState() == null
                || !response.getState().getValue().equals(attempt.state())) {
            throw new TokenRefusedException("the answer belongs to another attempt");
        }
        boolean named = response.getIssuer() != null;
        if (named
                ? !response.getIssuer().getValue().equals(issuer)
                : metadata.supportsAuthorizationResponseIssuerParam()) {
            throw new TokenRefusedException("the answer was not made by this agency's realm");
        }
        if (response instanceof AuthenticationErrorResponse error) {
            throw new SignInErrorException(error.getErrorObject().getCode());
        }
        var code = response.toSuccessResponse().getAuthorizationCode();
        if (code == null) {
            throw new TokenRefusedException("the answer has no code");
        }
        return code;
    }

    /** Trades the code for tokens; a code is good once. */
    Granted redeem(AuthorizationCode code, SignInAttempt attempt, URI callback)
            throws TokenRefusedException, RealmUnavailableException {
        var request =
                new TokenRequest.Builder(
                                metadata.getTokenEndpointURI(),
                                CLIENT,
                                new AuthorizationCodeGrant(code, callback, attempt.codeVerifier()))
                        .build()
                        .toHTTPRequest();
        request.setConnectTimeout((int) RealmKeys.CONNECT.toMillis());
        request.setReadTimeout((int) TOKEN_READ.toMillis());
        request.setFollowRedirects(false);
        try {
            var response = OIDCTokenResponseParser.parse(request.send());
            if (!(response instanceof OIDCTokenResponse granted)) {
                var error = response.toErrorResponse().getErrorObject();
                if (error.getHTTPStatusCode() >= 500) {
                    throw new RealmUnavailableException(issuer, null);
                }
                throw new TokenRefusedException("the code was refused error=" + error.getCode());
            }
            var tokens = granted.getOIDCTokens();
            if (tokens.getIDTokenString() == null || tokens.getAccessToken() == null) {
                throw new TokenRefusedException("the realm sent no tokens");
            }
            return new Granted(tokens.getIDTokenString(), tokens.getAccessToken().getValue());
        } catch (ParseException malformed) {
            throw new TokenRefusedException("the realm's answer is malformed", malformed);
        } catch (IOException unreachable) {
            throw new RealmUnavailableException(issuer, unreachable);
        }
    }

    /**
     * Where the browser goes to sign out of the realm too, or null when the realm has no such page.
     */
    URI signOutPage(String idToken, URI signedOut) {
        var page = metadata.getEndSessionEndpointURI();
        if (page == null) {
            return null;
        }
        JWT hint;
        try {
            hint = JWTParser.parse(idToken);
        } catch (java.text.ParseException impossible) {
            throw new IllegalStateException("a kept ID token is not a token", impossible);
        }
        return new LogoutRequest(page, hint, null, CLIENT, signedOut, null, null).toURI();
    }
}
