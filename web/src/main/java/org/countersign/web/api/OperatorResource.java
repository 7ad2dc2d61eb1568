package org.countersign.web.api;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.countersign.platform.IdempotentRequests.Answer;
import org.countersign.platform.NotFoundException;
import org.countersign.tenancy.operator.AgencyOrders;
import org.countersign.tenancy.operator.AgencyRow;
import org.countersign.tenancy.operator.InstallationHealth;
import org.countersign.tenancy.operator.NewAgency;
import org.countersign.tenancy.operator.OperatedAgencies;
import org.countersign.tenancy.operator.TaskKind;
import org.countersign.tenancy.operator.TaskRow;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The agencies of the installation: for operators, on the operator's own host. */
@Path("operator")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Operator")
public class OperatorResource {

    @EJB OperatedAgencies agencies;
    @EJB AgencyOrders orders;
    @EJB InstallationHealth health;
    @Inject ApiRequest request;

    /**
     * An agency.
     *
     * @param slug its realm's name, and its id for its own people
     * @param people how many have access
     * @param task state of what was ordered last
     * @param legalHold why it must not be erased
     */
    public record OperatedAgency(
            UUID id,
            String slug,
            String name,
            String host,
            String state,
            String ownerName,
            String ownerMail,
            Instant createdAt,
            long people,
            Optional<Instant> lastActivity,
            Optional<String> task,
            Optional<String> legalHold,
            long version) {}

    /** Part of a list. */
    public record OperatedAgencyList(
            List<OperatedAgency> items, long total, Optional<String> next) {}

    /**
     * A new agency.
     *
     * @param host absent for the slug below the installation's domain
     */
    public record NewOperatedAgency(
            String slug, String name, Optional<String> host, String ownerName, String ownerMail) {}

    /** The host that an agency moves to. */
    public record Move(String host) {}

    /**
     * What is to be erased.
     *
     * @param name the agency's name, as a confirmation
     */
    public record AgencyErasure(String name) {}

    /** Why an agency must not be erased. */
    public record LegalHold(String reason) {}

    /**
     * A step of a task.
     *
     * @param failure stable name of why it failed
     * @param reason Keycloak's words, or a number of the log
     */
    public record Step(
            String name,
            String state,
            long attempts,
            Optional<String> failure,
            String reason,
            Instant changedAt) {}

    /**
     * People and clients that the sign-in service does not know as the books do.
     *
     * @param failure stable name of why
     */
    public record Trouble(String failure, long count) {}

    /** By cause. */
    public record TroubleList(List<Trouble> items) {}

    /** Something ordered for an agency. */
    public record Task(
            UUID id,
            TaskKind kind,
            String state,
            String orderedBy,
            Instant orderedAt,
            Optional<Instant> finishedAt,
            List<Step> steps) {}

    /** All that was ordered for an agency, the newest first. */
    public record TaskList(List<Task> items) {}

    /**
     * The archive of an agency that leaves. It is downloaded on the agency's page.
     *
     * @param manifest SHA-256 of its {@code manifest.json}
     */
    public record AgencyArchive(
            UUID id, Instant madeAt, long bytes, String manifest, Optional<Instant> downloadedAt) {}

    /**
     * Proof of an erasure.
     *
     * @param jws what was erased and when, signed with the operator's key
     */
    public record Certificate(String jws) {}

    /** Work of one kind that waits. */
    public record Backlog(
            String kind, long waiting, long overdue, long failing, Optional<Instant> oldest) {}

    /** How the installation does. */
    public record Health(String databaseVersion, long databaseBytes, List<Backlog> backlog) {}

    @GET
    @Path("agencies")
    @Operation(operationId = "listOperatedAgencies", summary = "Agencies of the installation")
    @APIResponseSchema(value = OperatedAgencyList.class, responseDescription = "Agencies")
    public Response list(
            @BeanParam Batch batch,
            @Parameter(description = "part of the name, slug or host")
                    @QueryParam("q")
                    @DefaultValue("")
                    String q) {
        return batch.answer(
                agencies.list(ApiRequest.text("q", q), batch.paging()),
                OperatorResource::agency,
                OperatedAgencyList::new);
    }

    @POST
    @Path("agencies")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "createAgency",
            summary = "Order a new agency; its tasks tell how far it is")
    @APIResponseSchema(
            value = OperatedAgency.class,
            responseCode = "201",
            responseDescription = "The agency")
    public Response create(NewOperatedAgency body) {
        return request.once(
                body,
                () ->
                        orders.create(
                                new NewAgency(
                                        body.slug(),
                                        body.name(),
                                        body.host().orElse("").toLowerCase(Locale.ROOT),
                                        body.ownerName(),
                                        body.ownerMail())),
                this::shown);
    }

    @GET
    @Path("agencies/{id}")
    @Operation(operationId = "getOperatedAgency", summary = "One agency")
    @APIResponseSchema(value = OperatedAgency.class, responseDescription = "The agency")
    public Response find(@PathParam("id") String id) {
        return ApiRequest.show(agency(agencies.find(ApiRequest.id(id))));
    }

    @GET
    @Path("agencies/{id}/tasks")
    @Operation(operationId = "listAgencyTasks", summary = "What was ordered, and how far it is")
    @APIResponseSchema(value = TaskList.class, responseDescription = "Tasks, the newest first")
    public Response tasks(@PathParam("id") String id) {
        UUID agency = agencies.find(ApiRequest.id(id)).id();
        return ApiRequest.show(
                new TaskList(agencies.tasks(agency).stream().map(OperatorResource::task).toList()));
    }

    @POST
    @Path("agencies/{id}/retries")
    @Operation(operationId = "retryAgencyTask", summary = "Go on with the step that failed")
    @APIResponseSchema(
            value = OperatedAgency.class,
            responseCode = "201",
            responseDescription = "The agency")
    public Response retry(@PathParam("id") String id) {
        return ordered(id, orders::tryAgain);
    }

    @GET
    @Path("agencies/{id}/identity")
    @Operation(
            operationId = "listIdentityTroubles",
            summary = "What the sign-in service could not be told of an agency's people")
    @APIResponseSchema(value = TroubleList.class, responseDescription = "By cause")
    public Response troubles(@PathParam("id") String id) {
        UUID agency = ApiRequest.id(id);
        return ApiRequest.show(
                new TroubleList(
                        agencies.troubles(agency).stream()
                                .map(t -> new Trouble(t.failure(), t.tasks()))
                                .toList()));
    }

    @POST
    @Path("agencies/{id}/identity")
    @Operation(
            operationId = "tellIdentityAgain",
            summary = "Tell the sign-in service again what it could not be told")
    @APIResponseSchema(
            value = OperatedAgency.class,
            responseCode = "201",
            responseDescription = "The agency")
    public Response tellAgain(@PathParam("id") String id) {
        return ordered(id, orders::tellKeycloakAgain);
    }

    @POST
    @Path("agencies/{id}/suspensions")
    @Operation(
            operationId = "suspendAgency",
            summary = "End all access and all publishing of an agency within a minute")
    @APIResponseSchema(
            value = OperatedAgency.class,
            responseCode = "201",
            responseDescription = "The agency")
    public Response suspend(@PathParam("id") String id) {
        return ordered(id, orders::suspend);
    }

    @DELETE
    @Path("agencies/{id}/suspensions")
    @Operation(operationId = "resumeAgency", summary = "Let a suspended agency go on")
    @APIResponse(responseCode = "204", description = "Ordered; its tasks tell how far it is")
    public Response resume(@PathParam("id") String id) {
        UUID agency = ApiRequest.id(id);
        return request.change(() -> done(() -> orders.resume(agency)), d -> ApiRequest.gone());
    }

    @POST
    @Path("agencies/{id}/moves")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "moveAgency", summary = "Give an agency another host name")
    @APIResponseSchema(
            value = OperatedAgency.class,
            responseCode = "201",
            responseDescription = "The agency")
    public Response move(@PathParam("id") String id, Move body) {
        UUID agency = ApiRequest.id(id);
        return request.once(
                body,
                () -> {
                    orders.move(agency, body.host().toLowerCase(Locale.ROOT));
                    return agency;
                },
                this::shown);
    }

    @POST
    @Path("agencies/{id}/exports")
    @Operation(operationId = "exportAgency", summary = "Archive all of a suspended agency")
    @APIResponseSchema(
            value = OperatedAgency.class,
            responseCode = "201",
            responseDescription = "The agency")
    public Response export(@PathParam("id") String id) {
        return ordered(id, orders::export);
    }

    @GET
    @Path("agencies/{id}/exports")
    @Operation(operationId = "getAgencyArchive", summary = "The newest archive of an agency")
    @APIResponseSchema(value = AgencyArchive.class, responseDescription = "The archive")
    public Response archive(@PathParam("id") String id) {
        var archive =
                agencies.archive(agencies.find(ApiRequest.id(id)).id())
                        .orElseThrow(() -> new NotFoundException("archive"));
        return ApiRequest.show(
                new AgencyArchive(
                        archive.id(),
                        archive.madeAt(),
                        archive.bytes(),
                        archive.manifest(),
                        archive.downloadedAt()));
    }

    @POST
    @Path("agencies/{id}/erasures")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "eraseAgency",
            summary = "Erase a suspended agency whose archive was downloaded")
    @APIResponseSchema(
            value = OperatedAgency.class,
            responseCode = "201",
            responseDescription = "The agency")
    public Response erase(@PathParam("id") String id, AgencyErasure body) {
        UUID agency = ApiRequest.id(id);
        return request.once(
                body,
                () -> {
                    orders.erase(agency, body.name());
                    return agency;
                },
                this::shown);
    }

    @GET
    @Path("agencies/{id}/erasures")
    @Operation(operationId = "getErasureCertificate", summary = "What was erased, signed")
    @APIResponseSchema(value = Certificate.class, responseDescription = "The certificate")
    public Response certificate(@PathParam("id") String id) {
        return ApiRequest.show(
                new Certificate(
                        agencies.certificate(agencies.find(ApiRequest.id(id)).id())
                                .orElseThrow(() -> new NotFoundException("certificate"))));
    }

    @PUT
    @Path("agencies/{id}/legal-hold")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "holdAgencyLegally", summary = "Forbid the erasure of an agency")
    @APIResponseSchema(value = OperatedAgency.class, responseDescription = "The agency")
    public Response hold(@PathParam("id") String id, LegalHold body) {
        UUID agency = ApiRequest.id(id);
        return request.change(
                () -> done(() -> orders.holdLegally(agency, body.reason())),
                d -> ApiRequest.told(agency(agencies.find(agency))));
    }

    @DELETE
    @Path("agencies/{id}/legal-hold")
    @Operation(operationId = "releaseAgency", summary = "Allow the erasure of an agency again")
    @APIResponse(responseCode = "204", description = "Allowed")
    public Response release(@PathParam("id") String id) {
        UUID agency = ApiRequest.id(id);
        return request.change(
                () -> done(() -> orders.releaseLegally(agency)), d -> ApiRequest.gone());
    }

    @GET
    @Path("health")
    @Operation(operationId = "installationHealth", summary = "How the installation does")
    @APIResponseSchema(value = Health.class, responseDescription = "Numbers of its parts")
    public Response health() {
        var database = health.database();
        return ApiRequest.show(
                new Health(
                        database.version(),
                        database.bytes(),
                        health.backlog().stream()
                                .map(
                                        b ->
                                                new Backlog(
                                                        b.kind(),
                                                        b.waiting(),
                                                        b.overdue(),
                                                        b.failing(),
                                                        b.oldest()))
                                .toList()));
    }

    private Response ordered(String id, java.util.function.Consumer<UUID> order) {
        UUID agency = ApiRequest.id(id);
        return request.once(
                jakarta.json.JsonValue.EMPTY_JSON_OBJECT,
                () -> {
                    order.accept(agency);
                    return agency;
                },
                this::shown);
    }

    private Answer shown(UUID id) {
        var row = agencies.find(id);
        return ApiRequest.created("/operator/agencies/" + id, agency(row), row.version());
    }

    private static boolean done(Runnable change) {
        change.run();
        return true;
    }

    private static OperatedAgency agency(AgencyRow row) {
        return new OperatedAgency(
                row.id(),
                row.slug(),
                row.name(),
                row.host(),
                row.state(),
                row.ownerName(),
                row.ownerMail(),
                row.createdAt(),
                row.people(),
                row.lastActivity(),
                row.task(),
                row.legalHold(),
                row.version());
    }

    private static Task task(TaskRow row) {
        return new Task(
                row.id(),
                row.kind(),
                row.state(),
                row.orderedBy(),
                row.orderedAt(),
                row.finishedAt(),
                row.steps().stream()
                        .map(
                                s ->
                                        new Step(
                                                s.name(),
                                                s.state(),
                                                s.attempts(),
                                                s.failure(),
                                                s.reason(),
                                                s.changedAt()))
                        .toList());
    }
}
