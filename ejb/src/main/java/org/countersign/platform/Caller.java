package org.countersign.platform;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.SecurityContext;
import java.time.Clock;
import java.util.Optional;

/** Who acts in this transaction. Never a method parameter, so never a thing to forge. */
@ApplicationScoped
public class Caller {

    @Inject SecurityContext security;
    @Inject Clock clock;

    /** The bound agency. */
    public String agencyId() {
        return bound().agencyId();
    }

    /** The person's id, or {@code job:<name>}. */
    public String id() {
        return bound().actor();
    }

    /** The signed-in person; empty in a job. */
    public Optional<AgencyPrincipal> person() {
        return security.getPrincipalsByType(AgencyPrincipal.class).stream()
                .filter(p -> p.personId().equals(bound().actor()))
                .findFirst();
    }

    public boolean hasRole(String role) {
        return security.isCallerInRole(role);
    }

    /** True for people of a client. What they see is the database's to say, see V010. */
    public boolean isClientSide() {
        return hasRole(Roles.CLIENT_OWNER)
                || hasRole(Roles.CLIENT_APPROVER)
                || hasRole(Roles.CLIENT_VIEWER);
    }

    /**
     * For decisions, lifting and administration: Keycloak confirmed the person lately.
     *
     * @throws NotPermittedException when it did not; signing in again, without a password for who
     *     is still signed in there, mends it
     */
    public void requireFresh() {
        if (person().filter(p -> p.isFresh(clock.instant())).isEmpty()) {
            throw new NotPermittedException("general.refused.sign_in_again");
        }
    }

    /**
     * @throws StrongerSignInException when this sign-in was weaker; the page or the client then
     *     knows what to ask for
     */
    public void requireStrength(Strength least) {
        if (!person().map(AgencyPrincipal::strength).orElse(Strength.MAIL).reaches(least)) {
            throw new StrongerSignInException(least);
        }
    }

    private static Binding bound() {
        return Binding.current()
                .orElseThrow(() -> new IllegalStateException("no agency is bound here"));
    }
}
