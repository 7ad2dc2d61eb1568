package org.countersign.web.security;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.JWTClaimsSetVerifier;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import com.nimbusds.openid.connect.sdk.validators.LogoutTokenValidator;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.countersign.platform.AgencyPrincipal;
import org.countersign.platform.Strength;
import org.countersign.tenancy.AgencyHost;
import org.countersign.tenancy.access.DeviceScopes;
import org.countersign.tenancy.access.ServiceAccounts;

/**
 * What makes a token of one agency's realm good. Keycloak signs ID, access and logout tokens with
 * the same keys, so each check also asks for the kind of token ({@code typ}) and for whom it was
 * made ({@code azp}, {@code aud}); otherwise one kind could be passed off as another.
 */
final class Tokens {

    /** Client of the pages. */
    static final String CLIENT = "countersign";

    /** Clients whose access tokens the API takes; those of programs come on top. */
    static final Set<String> API_CLIENTS =
            Set.of(CLIENT, "countersign-cli", DeviceScopes.DEVICE, DeviceScopes.READER);

    static final Duration SKEW = Duration.ofSeconds(30);

    /** A logout token that is older than this is not the news it claims to be. */
    static final Duration LOGOUT_AGE_MAX = Duration.ofMinutes(2);

    private static final Set<String> ACCESS_CLAIMS = Set.of("sub", "iat", "exp", "azp");

    private final AgencyHost agency;
    private final RealmKeys keys;
    private final Clock clock;

    Tokens(AgencyHost agency, RealmKeys keys, Clock clock) {
        this.agency = agency;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * What a logout token ends: one session, or all of a person's that began before it was made.
     */
    record Ended(Optional<String> sessionId, String personId, Instant at, String tokenId) {}

    /**
     * The holder of an access token.
     *
     * @param client for which the token was made
     */
    record Bearer(AgencyPrincipal principal, String client) {

        /** It was made for a program's own account, and not for a person. */
        boolean ofProgram() {
            return client.startsWith(ServiceAccounts.CLIENT_PREFIX);
        }
    }

    /** The holder of an access token made for one of {@link #API_CLIENTS} or for a program. */
    Bearer bearer(String token) throws TokenRefusedException, RealmUnavailableException {
        var access =
                access(
                        token,
                        client ->
                                API_CLIENTS.contains(client)
                                        || client.startsWith(ServiceAccounts.CLIENT_PREFIX));
        return new Bearer(
                principal(access, access.getIssueTime().toInstant()), text(access, "azp"));
    }

    /** Who signed in: what the ID token says, beside an access token of the same person. */
    Identity signedIn(String idToken, String accessToken, Nonce nonce)
            throws TokenRefusedException, RealmUnavailableException {
        var id = id(idToken, nonce);
        var access = access(accessToken, CLIENT::equals);
        if (!id.getSubject().equals(access.getSubject())) {
            throw new TokenRefusedException("ID token and access token are of different people");
        }
        return new Identity(principal(id, clock.instant()));
    }

    /** The ID token's claims: signature, issuer, audience, nonce, times, kind. */
    JWTClaimsSet id(String token, Nonce nonce)
            throws TokenRefusedException, RealmUnavailableException {
        var validator =
                new IDTokenValidator(
                        new Issuer(agency.issuer()), new ClientID(CLIENT), keys.selector(), null);
        validator.setMaxClockSkew((int) SKEW.toSeconds());
        return keys.checked(
                () -> {
                    var signed = SignedJWT.parse(token);
                    validator.validate(signed, nonce);
                    var claims = signed.getJWTClaimsSet();
                    require("ID".equals(claims.getClaim("typ")), "the token is not an ID token");
                    // several audiences are legal, but this client never asks for that
                    require(
                            List.of(CLIENT).equals(claims.getAudience()),
                            "the ID token is not for this client alone");
                    Object azp = claims.getClaim("azp");
                    require(azp == null || CLIENT.equals(azp), "the ID token is another client's");
                    timesHold(claims);
                    return claims;
                });
    }

    /**
     * What the logout token ends, by OpenID Connect Back-Channel Logout 1.0. The caller must refuse
     * a {@link Ended#tokenId} it has seen.
     */
    Ended logout(String token) throws TokenRefusedException, RealmUnavailableException {
        var validator =
                new LogoutTokenValidator(
                        new Issuer(agency.issuer()),
                        new ClientID(CLIENT),
                        false,
                        keys.selector(),
                        null);
        return keys.checked(
                () -> {
                    var signed = SignedJWT.parse(token);
                    JOSEObjectType type = signed.getHeader().getType();
                    require(
                            type == null
                                    || JOSEObjectType.JWT.equals(type)
                                    || LogoutTokenValidator.TYPE.equals(type),
                            "the token is not a logout token");
                    var claims = validator.validate(signed);
                    var raw = signed.getJWTClaimsSet();
                    Object kind = raw.getClaim("typ");
                    require(
                            kind == null || "Logout".equals(kind),
                            "the token is not a logout token");
                    require(raw.getClaim("nonce") == null, "a logout token carries no nonce");
                    require(raw.getJWTID() != null, "the logout token has no id");
                    timesHold(raw);
                    Instant issued = raw.getIssueTime().toInstant();
                    require(
                            issued.plus(LOGOUT_AGE_MAX).isAfter(clock.instant()),
                            "the logout token is too old");
                    var session = claims.getSessionID();
                    var person = claims.getSubject();
                    require(session != null || person != null, "the logout token ends nothing");
                    return new Ended(
                            Optional.ofNullable(session).map(sid -> sid.getValue()),
                            person == null ? "" : person.getValue(),
                            issued,
                            raw.getJWTID());
                });
    }

    private JWTClaimsSet access(String token, Predicate<String> client)
            throws TokenRefusedException, RealmUnavailableException {
        var exact =
                new JWTClaimsSet.Builder().issuer(agency.issuer()).claim("typ", "Bearer").build();
        var rules =
                new DefaultJWTClaimsVerifier<SecurityContext>(exact, ACCESS_CLAIMS) {
                    @Override
                    protected Date currentTime() {
                        return Date.from(clock.instant());
                    }
                };
        rules.setMaxClockSkew((int) SKEW.toSeconds());
        JWTClaimsSetVerifier<SecurityContext> verifier =
                (claims, context) -> {
                    rules.verify(claims, context);
                    require(
                            claims.getClaim("azp") instanceof String azp && client.test(azp),
                            "the token was made for another client");
                    timesHold(claims);
                };
        return keys.verified(token, verifier);
    }

    /** Expiry is required of every kind, and nothing comes from the future. */
    private void timesHold(JWTClaimsSet claims) throws BadJWTException {
        Instant now = clock.instant();
        Date expires = claims.getExpirationTime();
        Date issued = claims.getIssueTime();
        Date from = claims.getNotBeforeTime();
        require(expires != null && issued != null, "the token has no times");
        require(expires.toInstant().plus(SKEW).isAfter(now), "Expired JWT");
        require(!issued.toInstant().isAfter(now.plus(SKEW)), "the token is from the future");
        require(from == null || !from.toInstant().isAfter(now.plus(SKEW)), "JWT before use time");
    }

    private AgencyPrincipal principal(JWTClaimsSet claims, Instant confirmedAt)
            throws TokenRefusedException {
        String name = text(claims, "name");
        return new AgencyPrincipal(
                agency.agencyId(),
                claims.getSubject(),
                name.isEmpty() ? text(claims, "preferred_username") : name,
                text(claims, "email"),
                organizations(claims.getClaim("organization")),
                text(claims, "sid"),
                Strength.named(text(claims, "acr")).map(Strength::word).orElse(""),
                confirmedAt);
    }

    /** A list of aliases, or an object by alias where the realm was told to say more. */
    private static List<String> organizations(Object claim) throws TokenRefusedException {
        Collection<?> aliases =
                claim instanceof Map<?, ?> byAlias
                        ? byAlias.keySet()
                        : claim instanceof Collection<?> list ? list : List.of();
        if (!aliases.stream().allMatch(String.class::isInstance)) {
            throw new TokenRefusedException("the claim organization is malformed");
        }
        return aliases.stream().map(String.class::cast).toList();
    }

    private static String text(JWTClaimsSet claims, String name) throws TokenRefusedException {
        try {
            String value = claims.getStringClaim(name);
            return value == null ? "" : value;
        } catch (ParseException malformed) {
            throw new TokenRefusedException("the claim " + name + " is malformed", malformed);
        }
    }

    private static void require(boolean holds, String otherwise) throws BadJWTException {
        if (!holds) {
            throw new BadJWTException(otherwise);
        }
    }
}
