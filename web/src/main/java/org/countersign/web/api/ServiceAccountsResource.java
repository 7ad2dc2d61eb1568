package org.countersign.web.api;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
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
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.countersign.tenancy.access.ServiceAccountDraft;
import org.countersign.tenancy.access.ServiceAccountRow;
import org.countersign.tenancy.access.ServiceAccounts;
import org.countersign.tenancy.access.ServiceSecrets;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The agency's programs. Secrets are made outside the transactions that idempotent calls need. */
@Path("service-accounts")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Programs")
public class ServiceAccountsResource {

    @EJB ServiceAccounts accounts;
    @Inject ServiceSecrets secrets;
    @Inject ApiRequest request;

    /** Whether it works, and if not, why. */
    public enum ServiceState {
        NEW,
        ACTIVE,
        EXPIRED,
        REVOKED
    }

    /**
     * A program's account.
     *
     * @param person the program in lists and in the audit chain
     */
    public record ServiceAccount(
            UUID id,
            String name,
            String clientId,
            List<String> scopes,
            ServiceState state,
            Instant expiresAt,
            Optional<String> person,
            String createdBy,
            Instant createdAt,
            Optional<Instant> issuedAt,
            Optional<Instant> lastUsedAt,
            Optional<Instant> revokedAt,
            long version) {}

    /** Part of a list. */
    public record ServiceAccountList(
            List<ServiceAccount> items, long total, Optional<String> next) {}

    /** A new account. */
    public record NewServiceAccount(String name, List<String> scopes, LocalDate lastDay) {}

    /** A secret, told once. */
    public record ServiceSecret(
            String clientId, String secret, String tokenEndpoint, ServiceAccount account) {}

    @GET
    @Operation(operationId = "listServiceAccounts", summary = "Programs that work for the agency")
    @APIResponseSchema(value = ServiceAccountList.class, responseDescription = "Accounts")
    public Response list(@BeanParam Batch batch) {
        return batch.answer(
                accounts.list(batch.paging()),
                ServiceAccountsResource::account,
                ServiceAccountList::new);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "addServiceAccount",
            summary = "Add a program's account; it needs a secret to work")
    @APIResponseSchema(
            value = ServiceAccount.class,
            responseCode = "201",
            responseDescription = "The new account")
    public Response add(NewServiceAccount body) {
        var draft = new ServiceAccountDraft(body.name(), body.scopes(), body.lastDay());
        return request.once(
                body,
                () -> accounts.create(draft),
                id -> {
                    var row = accounts.find(id);
                    return ApiRequest.created(
                            "/service-accounts/" + id, account(row), row.version());
                });
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "getServiceAccount", summary = "One program's account")
    @APIResponseSchema(value = ServiceAccount.class, responseDescription = "The account")
    public Response find(@PathParam("id") String id) {
        var row = accounts.find(ApiRequest.id(id));
        return request.show(account(row), row.version());
    }

    @PUT
    @Path("{id}/secret")
    @NeedsVersion
    @Operation(
            operationId = "renewServiceSecret",
            summary =
                    "Make a new secret and tell it this once; the one before ends, with its tokens")
    @APIResponseSchema(value = ServiceSecret.class, responseDescription = "The secret")
    public Response renewSecret(@PathParam("id") String id) {
        var issued = secrets.issue(ApiRequest.id(id), request.version());
        var body =
                new ServiceSecret(
                        issued.clientId(),
                        issued.secret(),
                        issued.tokenEndpoint(),
                        account(issued.account()));
        return Response.ok(JsonRecords.write(body).toString(), MediaType.APPLICATION_JSON_TYPE)
                .header("ETag", ApiRequest.tag(issued.account().version()))
                .build();
    }

    @DELETE
    @Path("{id}")
    @NeedsVersion
    @Operation(
            operationId = "revokeServiceAccount",
            summary = "End an account for good, and its tokens with it")
    @APIResponse(responseCode = "204", description = "It has ended")
    public Response revoke(@PathParam("id") String id) {
        secrets.revoke(ApiRequest.id(id), request.version());
        return Response.noContent().build();
    }

    private static ServiceAccount account(ServiceAccountRow row) {
        return new ServiceAccount(
                row.id(),
                row.name(),
                row.clientId(),
                row.scopes(),
                ServiceState.valueOf(row.state()),
                row.expiresAt(),
                row.person(),
                row.createdBy(),
                row.createdAt(),
                row.issuedAt(),
                row.lastUsedAt(),
                row.revokedAt(),
                row.version());
    }
}
