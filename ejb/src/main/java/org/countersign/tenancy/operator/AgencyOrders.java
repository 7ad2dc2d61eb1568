package org.countersign.tenancy.operator;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.countersign.platform.Caller;
import org.countersign.platform.Permissions;

/**
 * What an operator orders. Each order needs a sign-in confirmed lately, and each is refused while
 * something else is under way with the agency.
 */
@Stateless
@RolesAllowed(Permissions.AGENCIES_CHANGE)
public class AgencyOrders {

    @Inject Provisioning provisioning;
    @Inject Caller caller;

    /**
     * @return the new agency's id in the operator's books
     */
    public UUID create(@NotNull @Valid NewAgency agency) {
        caller.requireFresh();
        return provisioning.order(agency, UUID.randomUUID().toString());
    }

    /** Ends all access within seconds; what is under way at a network goes to its end. */
    public void suspend(@NotNull UUID id) {
        caller.requireFresh();
        provisioning.suspend(id);
    }

    public void resume(@NotNull UUID id) {
        caller.requireFresh();
        provisioning.resume(id);
    }

    public void move(
            @NotNull UUID id,
            @NotBlank @Pattern(regexp = NewAgency.HOST) @Size(max = NewAgency.HOST_MAX)
                    String host) {
        caller.requireFresh();
        provisioning.move(id, host);
    }

    /** Puts everything of a suspended agency into one archive. */
    @RolesAllowed(Permissions.AGENCIES_ERASE)
    public void export(@NotNull UUID id) {
        caller.requireFresh();
        provisioning.export(id);
    }

    /** Erases a suspended agency whose archive was downloaded. Nothing brings it back. */
    @RolesAllowed(Permissions.AGENCIES_ERASE)
    public void erase(@NotNull UUID id, @NotNull String typedName) {
        caller.requireFresh();
        provisioning.erase(id, typedName);
    }

    /** Goes on with what failed. */
    public void tryAgain(@NotNull UUID id) {
        caller.requireFresh();
        provisioning.tryAgain(id);
    }

    /** Tells Keycloak again what it could not be told of the agency's people and clients. */
    public void tellKeycloakAgain(@NotNull UUID id) {
        caller.requireFresh();
        provisioning.tellKeycloakAgain(id);
    }

    /** Forbids the erasure of the agency until the reason is taken back. */
    @RolesAllowed(Permissions.AGENCIES_ERASE)
    public void holdLegally(@NotNull UUID id, @NotBlank @Size(max = 500) String reason) {
        caller.requireFresh();
        provisioning.holdLegally(id, reason);
    }

    @RolesAllowed(Permissions.AGENCIES_ERASE)
    public void releaseLegally(@NotNull UUID id) {
        caller.requireFresh();
        provisioning.holdLegally(id, "");
    }
}
