package org.countersign.platform;

import static java.util.Objects.requireNonNull;

import jakarta.security.enterprise.CallerPrincipal;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A signed-in person of one agency. EJBs get this very object from {@code
 * SessionContext.getCallerPrincipal()}; its name is the person's id, Keycloak's {@code sub}.
 */
public final class AgencyPrincipal extends CallerPrincipal implements Serializable {

    private static final long serialVersionUID = 1L;

    /** How young the last confirmation must be for decisions, lifting a hold and administration. */
    public static final Duration FRESH = Duration.ofMinutes(15);

    private final String agencyId;
    private final String personId;
    private final String displayName;
    private final String mail;
    private final List<String> clientAliases;
    private final String sessionId;
    private final String acr;
    private final Instant authenticatedAt;

    /**
     * @param clientAliases the Keycloak organizations the person belongs to; empty for agency staff
     * @param sessionId Keycloak's {@code sid}, or empty where the token has none
     * @param acr how strong the sign-in was: a word of {@link Strength}, or empty where the token
     *     says none
     * @param authenticatedAt when Keycloak last confirmed this person, not when the password was
     *     typed
     */
    public AgencyPrincipal(
            String agencyId,
            String personId,
            String displayName,
            String mail,
            List<String> clientAliases,
            String sessionId,
            String acr,
            Instant authenticatedAt) {
        super(requireNonNull(personId));
        this.agencyId = requireNonNull(agencyId);
        this.personId = personId;
        this.displayName = requireNonNull(displayName);
        this.mail = requireNonNull(mail);
        this.clientAliases = List.copyOf(clientAliases);
        this.sessionId = requireNonNull(sessionId);
        this.acr = requireNonNull(acr);
        this.authenticatedAt = requireNonNull(authenticatedAt);
    }

    public String agencyId() {
        return agencyId;
    }

    public String personId() {
        return personId;
    }

    public String displayName() {
        return displayName;
    }

    public String mail() {
        return mail;
    }

    public List<String> clientAliases() {
        return clientAliases;
    }

    public String sessionId() {
        return sessionId;
    }

    public String acr() {
        return acr;
    }

    public Strength strength() {
        return Strength.of(acr);
    }

    public Instant authenticatedAt() {
        return authenticatedAt;
    }

    /**
     * True when Keycloak confirmed this person within {@link #FRESH}. While Keycloak is down this
     * becomes false for everybody in time, and people go on reading only. A page that was refused
     * for it sends its person to {@code /sign-in?return=...}, which asks nothing of who is still
     * signed in there.
     */
    public boolean isFresh(Instant now) {
        return authenticatedAt.plus(FRESH).isAfter(now);
    }

    /** The same person of the same agency, whatever the session. */
    @Override
    public boolean equals(Object other) {
        return other instanceof AgencyPrincipal that
                && agencyId.equals(that.agencyId)
                && personId.equals(that.personId);
    }

    @Override
    public int hashCode() {
        return Objects.hash(agencyId, personId);
    }

    @Override
    public String toString() {
        return "person=" + personId + " agency=" + agencyId;
    }
}
