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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.countersign.tenancy.vendor.VendorText;
import org.countersign.tenancy.vendor.VendorTextDraft;
import org.countersign.tenancy.vendor.VendorTexts;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What vendors' people accept before work opens, in versions that never change. */
@Path("vendor-texts")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Vendors")
public class VendorTextsResource {

    @EJB VendorTexts texts;
    @Inject ApiRequest request;

    /**
     * One version of a text.
     *
     * @param number counted from 1 within its kind
     */
    public record Text(
            UUID id,
            VendorText.Kind kind,
            int number,
            String title,
            String body,
            String writtenBy,
            Instant writtenAt) {}

    /** Part of a list. */
    public record TextList(List<Text> items, long total, Optional<String> next) {}

    /** The next version of a text. */
    public record NewText(VendorText.Kind kind, String title, String body) {}

    @GET
    @Operation(operationId = "listVendorTexts", summary = "Texts for vendors, all versions")
    @APIResponseSchema(value = TextList.class, responseDescription = "Texts")
    public Response list(
            @BeanParam Batch batch,
            @Parameter(
                            description = "NDA or RIGHTS",
                            schema = @Schema(implementation = VendorText.Kind.class))
                    @QueryParam("kind")
                    List<String> kind) {
        return batch.answer(
                texts.list(
                        ApiRequest.choices("kind", VendorText.Kind.class, kind).stream()
                                .findFirst(),
                        batch.paging()),
                VendorTextsResource::text,
                TextList::new);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "writeVendorText",
            summary = "Write the next version; assignments made before keep theirs")
    @APIResponseSchema(
            value = Text.class,
            responseCode = "201",
            responseDescription = "The new version")
    public Response write(NewText body) {
        var draft = new VendorTextDraft(body.kind(), body.title(), body.body());
        return request.once(
                body,
                () -> texts.write(draft),
                id ->
                        ApiRequest.created(
                                "/vendor-texts/" + id,
                                text(texts.find(id)),
                                ApiRequest.tag(texts.find(id).number())));
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "getVendorText", summary = "One version of a text")
    @APIResponseSchema(value = Text.class, responseDescription = "The text")
    public Response find(@PathParam("id") String id) {
        var text = texts.find(ApiRequest.id(id));
        return request.show(text(text), text.number());
    }

    static Text text(VendorText row) {
        return new Text(
                row.id(),
                row.kind(),
                row.number(),
                row.title(),
                row.body(),
                row.writtenBy(),
                row.writtenAt());
    }
}
