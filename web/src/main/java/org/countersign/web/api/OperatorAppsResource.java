package org.countersign.web.api;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.countersign.tenancy.NetworkAppDraft;
import org.countersign.tenancy.operator.AppBudget;
import org.countersign.tenancy.operator.OperatorApp;
import org.countersign.tenancy.operator.OperatorApps;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The operator's developer apps, everybody's default; secrets go in, never out. */
@Path("operator/apps")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Operator")
public class OperatorAppsResource {

    @EJB OperatorApps apps;
    @Inject ApiRequest request;

    /** All that are in use. */
    public record OperatorAppList(List<OperatorApp> items) {}

    /** What an app may use, window by window. */
    public record AppBudgetList(List<AppBudget> items) {}

    /** Another secret. */
    public record AppSecret(String secret) {}

    /**
     * What all agencies together may use of an app in a window.
     *
     * @param points absent for what the network says
     */
    public record NewAppBudget(int windowSeconds, Optional<Integer> points) {}

    @GET
    @Operation(operationId = "listOperatorApps", summary = "The operator's developer apps")
    @APIResponseSchema(value = OperatorAppList.class, responseDescription = "Developer apps")
    public Response list() {
        return ApiRequest.show(new OperatorAppList(apps.list()));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "addOperatorApp",
            summary = "Add a developer app that every agency may use")
    @APIResponseSchema(
            value = OperatorApp.class,
            responseCode = "201",
            responseDescription = "The new app")
    public Response add(NetworkAppsResource.NewNetworkApp body) {
        var draft =
                new NetworkAppDraft(
                        body.network(), body.name(), body.clientId(), body.secret().orElse(""));
        return request.once(
                body,
                () -> apps.add(draft),
                id -> {
                    var app = apps.find(id);
                    return ApiRequest.created("/operator/apps/" + id, app, app.version());
                });
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "getOperatorApp", summary = "One developer app")
    @APIResponseSchema(value = OperatorApp.class, responseDescription = "The app")
    public Response find(@PathParam("id") String id) {
        var app = apps.find(ApiRequest.id(id));
        return request.show(app, app.version());
    }

    @PUT
    @Path("{id}/secret")
    @NeedsVersion
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "replaceOperatorAppSecret",
            summary = "Put another secret in the place of the old one")
    @APIResponseSchema(value = OperatorApp.class, responseDescription = "The app as it is now")
    public Response replace(@PathParam("id") String id, AppSecret body) {
        UUID app = ApiRequest.id(id);
        long version = request.version();
        return request.change(
                () -> {
                    apps.replaceSecret(app, version, body.secret());
                    return app;
                },
                done -> {
                    var now = apps.find(done);
                    return ApiRequest.changed(now, now.version());
                });
    }

    @DELETE
    @Path("{id}")
    @NeedsVersion
    @Operation(
            operationId = "retireOperatorApp",
            summary = "Take an app out of use for all agencies")
    @APIResponse(responseCode = "204", description = "Its secret is forgotten")
    public Response retire(@PathParam("id") String id) {
        UUID app = ApiRequest.id(id);
        long version = request.version();
        return request.change(
                () -> {
                    apps.retire(app, version);
                    return app;
                },
                retired -> ApiRequest.gone());
    }

    @GET
    @Path("{id}/budgets")
    @Operation(operationId = "listAppBudgets", summary = "What an app may use, and has used")
    @APIResponseSchema(value = AppBudgetList.class, responseDescription = "By window")
    public Response budgets(@PathParam("id") String id) {
        UUID app = apps.find(ApiRequest.id(id)).id();
        return ApiRequest.show(new AppBudgetList(apps.budgets(app)));
    }

    @PUT
    @Path("{id}/budgets")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "setAppBudget",
            summary = "Say what all agencies together may use of an app in a window")
    @APIResponseSchema(value = AppBudgetList.class, responseDescription = "By window")
    public Response setBudget(@PathParam("id") String id, NewAppBudget body) {
        UUID app = ApiRequest.id(id);
        return request.change(
                () -> {
                    apps.setBudget(app, body.windowSeconds(), body.points());
                    return app;
                },
                done -> ApiRequest.told(new AppBudgetList(apps.budgets(done))));
    }
}
