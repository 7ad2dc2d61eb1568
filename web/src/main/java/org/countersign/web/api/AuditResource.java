package org.countersign.web.api;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.StringReader;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.countersign.audit.Audit;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The agency's two hash chains: what happened, and what was refused. */
@Path("audit")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Audit")
public class AuditResource {

    @EJB Audit audit;

    /** Which chain. */
    public enum Chain {
        MAIN,
        REFUSALS
    }

    /**
     * One link of a chain.
     *
     * @param actor a person's id, or {@code job:<name>}
     * @param detail names and values, all texts
     * @param hash SHA-256 of the entry's canonical bytes, the previous hash among them; lower-case
     *     hex
     */
    public record AuditEntry(
            long sequence,
            Instant at,
            String actor,
            String actorName,
            String action,
            String subjectType,
            String subjectId,
            @Schema(type = SchemaType.OBJECT) JsonObject detail,
            String previousHash,
            String hash) {}

    /** Part of a chain. */
    public record AuditEntryList(List<AuditEntry> items, long total, Optional<String> next) {}

    /**
     * What checking a chain found.
     *
     * @param entries how many were read
     * @param whole every hash and link holds, and the chain ends where its head says
     * @param brokenAt the first entry that does not hold
     */
    public record Verification(
            Chain chain, long entries, boolean whole, Optional<Long> brokenAt, String headHash) {}

    @GET
    @Operation(operationId = "listAudit", summary = "Entries of a chain, by sequence")
    @APIResponseSchema(value = AuditEntryList.class, responseDescription = "Entries")
    public Response entries(
            @BeanParam Batch batch,
            @Parameter(
                            description = "What happened, or what was refused",
                            schema = @Schema(implementation = Chain.class))
                    @QueryParam("chain")
                    @DefaultValue("MAIN")
                    String chain,
            @Parameter(description = "Id of a post, decision, publication... the entries are about")
                    @QueryParam("about")
                    @DefaultValue("")
                    String about) {
        return batch.answer(
                audit.entries(name(chain(chain)), ApiRequest.text("about", about), batch.paging()),
                AuditResource::entry,
                AuditEntryList::new);
    }

    @GET
    @Path("verification")
    @Operation(
            operationId = "verifyAudit",
            summary = "Check a whole chain from its first entry to its head")
    @APIResponseSchema(value = Verification.class, responseDescription = "What was found")
    public Response verify(
            @Parameter(
                            description = "What happened, or what was refused",
                            schema = @Schema(implementation = Chain.class))
                    @QueryParam("chain")
                    @DefaultValue("MAIN")
                    String chain) {
        var wanted = chain(chain);
        var report = audit.verify(name(wanted));
        return ApiRequest.show(
                new Verification(
                        wanted,
                        report.entries(),
                        report.whole(),
                        report.whole() ? Optional.empty() : Optional.of(report.brokenAt()),
                        report.headHash()));
    }

    private static Chain chain(String name) {
        return ApiRequest.choices("chain", Chain.class, List.of(name)).get(0);
    }

    private static String name(Chain chain) {
        return chain == Chain.MAIN ? "main" : "refusals";
    }

    private static AuditEntry entry(org.countersign.audit.AuditEntry row) {
        try (var reader = Json.createReader(new StringReader(row.detail()))) {
            return new AuditEntry(
                    row.sequence(),
                    row.at(),
                    row.actor(),
                    row.actorName(),
                    row.action(),
                    row.subjectType(),
                    row.subjectId(),
                    reader.readObject(),
                    row.previousHash(),
                    row.hash());
        }
    }
}
