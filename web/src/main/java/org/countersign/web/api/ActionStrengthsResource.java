package org.countersign.web.api;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import org.countersign.platform.SensitiveAction;
import org.countersign.platform.Strength;
import org.countersign.tenancy.access.ActionStrength;
import org.countersign.tenancy.access.ActionStrengths;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Which sign-in sensitive actions ask for. */
@Path("action-strengths")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Sign-in")
public class ActionStrengthsResource {

    @EJB ActionStrengths strengths;
    @Inject ApiRequest request;

    /**
     * The least sign-in for an action.
     *
     * @param least MAIL asks for nothing more than being signed in
     * @param setBy the name of who set it
     */
    public record GuardedAction(
            SensitiveAction action,
            Strength least,
            Optional<String> setBy,
            Optional<Instant> setAt) {}

    /** All of them. */
    public record GuardedActions(List<GuardedAction> items) {}

    /** The least sign-in for one action. */
    public record ActionGuarding(SensitiveAction action, Strength least) {}

    /** Strengths to be set; actions that are not named stay as they are. */
    public record NewActionGuarding(List<ActionGuarding> items) {}

    @GET
    @Operation(
            operationId = "listActionStrengths",
            summary = "Which sign-in sensitive actions ask for")
    @APIResponseSchema(value = GuardedActions.class, responseDescription = "Actions")
    public Response list() {
        return ApiRequest.show(actions());
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "setActionStrengths",
            summary = "Set which sign-in sensitive actions ask for",
            description =
                    "Takes a sign-in as strong as the strongest that is set here or was before.")
    @APIResponseSchema(value = GuardedActions.class, responseDescription = "Actions")
    public Response set(NewActionGuarding body) {
        var wanted = new EnumMap<SensitiveAction, Strength>(SensitiveAction.class);
        body.items().forEach(one -> wanted.put(one.action(), one.least()));
        return request.change(
                () -> {
                    strengths.set(wanted);
                    return wanted;
                },
                set -> ApiRequest.told(actions()));
    }

    private GuardedActions actions() {
        return new GuardedActions(
                strengths.list().stream().map(ActionStrengthsResource::row).toList());
    }

    private static GuardedAction row(ActionStrength one) {
        return new GuardedAction(one.action(), one.least(), one.setBy(), one.setAt());
    }
}
