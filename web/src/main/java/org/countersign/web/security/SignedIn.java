package org.countersign.web.security;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;

/**
 * What a session holds of a signed-in person. The ID token is kept for one use, as the hint that
 * lets Keycloak sign the person out without asking; access and refresh tokens are not kept at all.
 * So a session ends by its own clocks, by revocation, by back-channel logout, or when a silent
 * check finds that Keycloak's own session is over.
 *
 * @param begun when this session began
 * @param looked when Keycloak was last asked, whether it answered or not
 */
record SignedIn(Identity identity, String idToken, Instant begun, Instant looked)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Attribute of the HTTP session. */
    static final String ATTRIBUTE = "org.countersign.signed-in";

    /** A session that nobody uses ends after this. */
    static final Duration IDLE = Duration.ofMinutes(30);

    /** Any session ends after this: a working day and the evening after it. */
    static final Duration LONGEST = Duration.ofHours(12);

    /**
     * A page that is opened when the last confirmation is older takes a silent turn over Keycloak,
     * so that a person who is at work always has one younger than decisions ask for (15 minutes).
     */
    static final Duration LOOKED_AFTER = Duration.ofMinutes(10);

    /** How soon a silent turn that led nowhere is tried again. */
    static final Duration LOOKED_AGAIN = Duration.ofMinutes(1);

    boolean over(Instant now) {
        return !begun.plus(LONGEST).isAfter(now);
    }

    boolean wantsLook(Instant now) {
        return !identity.principal().authenticatedAt().plus(LOOKED_AFTER).isAfter(now)
                && !looked.plus(LOOKED_AGAIN).isAfter(now);
    }

    SignedIn lookedAt(Instant now) {
        return new SignedIn(identity, idToken, begun, now);
    }

    String agencyId() {
        return identity.principal().agencyId();
    }
}
