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
    @Inject Database database;
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

    /**
     * For parts of an answer; who may call a method at all says {@code @RolesAllowed}.
     *
     * @param permission one that some method of this module asks for: the container knows no other
     *     and says false
     */
    public boolean may(String permission) {
        return security.isCallerInRole(permission);
    }

    /** True for people of a client, by the agency's books. */
    public boolean isClientSide() {
        return isOf("CLIENT");
    }

    /** True for people of a vendor, by the agency's books. */
    public boolean isVendorSide() {
        return isOf("VENDOR");
    }

    /** True for programs with an account of their own: nobody signs in for them. */
    public boolean isProgram() {
        return isOf("SERVICE");
    }

    private boolean isOf(String side) {
        return database.first("select bound_side() = ?", row -> row.flag(1), side).orElse(false);
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
