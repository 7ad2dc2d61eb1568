package org.countersign.web.api;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.countersign.platform.CanonicalJson;
import org.countersign.tenancy.privacy.ExportRow;
import org.countersign.tenancy.privacy.PersonalExports;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Copies of people's data. */
@Path("exports")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Privacy")
public class ExportsResource {

    @EJB PersonalExports exports;
    @Inject ApiRequest request;

    /** The language of an export's index and of the mails about it. */
    public enum Language {
        EN,
        DE;

        String tag() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** How far an export is. */
    public enum ExportState {
        WAITING,
        READY,
        FAILED,
        EXPIRED
    }

    /**
     * A copy that was asked for.
     *
     * @param person whose data
     * @param until when the copy is deleted again
     */
    public record Export(
            UUID id,
            String person,
            String personName,
            String askedBy,
            Instant askedAt,
            ExportState state,
            Optional<Instant> until,
            Optional<String> sha256,
            long bytes) {}

    /** Part of a list. */
    public record ExportList(List<Export> items, long total, Optional<String> next) {}

    /** A wish for a copy, of one's own data or, by the agency's owner, of somebody's. */
    public record NewExport(String person, Language language) {}

    /** The archive itself, a ZIP. */
    public record Archive(String sha256, String base64) {}

    @GET
    @Operation(
            operationId = "listExports",
            summary = "Copies of the caller's data, and those that the caller asked for")
    @APIResponseSchema(value = ExportList.class, responseDescription = "Copies")
    public Response list(@BeanParam Batch batch) {
        return batch.answer(exports.list(batch.paging()), ExportsResource::export, ExportList::new);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "askForExport",
            summary = "Ask for a copy of everything kept about a person; a worker makes it")
    @APIResponseSchema(value = Export.class, responseCode = "201", responseDescription = "The copy")
    public Response ask(NewExport body) {
        return request.once(
                body,
                () -> exports.ask(body.person(), body.language().tag()),
                id -> {
                    var row = exports.find(id);
                    return ApiRequest.created("/exports/" + id, export(row), tag(row));
                });
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "getExport", summary = "One copy and how far it is")
    @APIResponseSchema(value = Export.class, responseDescription = "The copy")
    public Response find(@PathParam("id") String id) {
        var row = exports.find(ApiRequest.id(id));
        return request.show(export(row), tag(row));
    }

    @GET
    @Path("{id}/archive")
    @Operation(
            operationId = "getArchive",
            summary = "The archive of a copy that is ready; each time leaves an audit entry")
    @APIResponseSchema(value = Archive.class, responseDescription = "The archive")
    public Response archive(@PathParam("id") String id) {
        byte[] archive = exports.archive(ApiRequest.id(id));
        return ApiRequest.show(
                new Archive(
                        CanonicalJson.hex(CanonicalJson.sha256(archive)),
                        Base64.getEncoder().encodeToString(archive)));
    }

    private static String tag(ExportRow row) {
        return ApiRequest.tag(row.state());
    }

    private static Export export(ExportRow row) {
        return new Export(
                row.id(),
                row.personId(),
                row.personName(),
                row.askedBy(),
                row.askedAt(),
                ExportState.valueOf(row.state()),
                row.until(),
                row.digest(),
                row.bytes());
    }
}
