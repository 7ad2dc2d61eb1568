package org.countersign.web.api;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.UUID;
import org.countersign.content.AssetRow;
import org.countersign.content.Assets;
import org.countersign.platform.CanonicalJson;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Pictures that posts may carry. */
@Path("assets")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Posts")
public class AssetsResource {

    private static final int BYTES_MAX = 20 * 1024 * 1024;

    @EJB Assets assets;
    @Inject ApiRequest request;

    /**
     * A stored picture.
     *
     * @param sha256 of the stored bytes, which lack the upload's metadata; posts name it
     * @param url where it can be loaded without a token, for an hour or two
     */
    public record Asset(
            String sha256, String mediaType, int width, int height, long bytes, String url) {}

    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "addAsset",
            summary = "Upload a picture for a brand: the file's bytes are the body",
            description =
                    "JPEG, PNG or GIF of up to 20 MB, told by its bytes alone. Metadata is not kept. "
                            + "The same picture twice is one asset.")
    @RequestBody(
            required = true,
            content = {
                @Content(
                        mediaType = "image/*",
                        schema = @Schema(type = SchemaType.STRING, format = "binary")),
                @Content(
                        mediaType = MediaType.APPLICATION_OCTET_STREAM,
                        schema = @Schema(type = SchemaType.STRING, format = "binary"))
            })
    @APIResponseSchema(
            value = Asset.class,
            responseCode = "201",
            responseDescription = "The stored picture")
    public Response add(
            @Parameter(required = true, description = "Id of the brand") @QueryParam("brand")
                    String brand,
            @Parameter(description = "By what right it may be used; a vendor's person has to say")
                    @QueryParam("rights")
                    @DefaultValue("")
                    String rights,
            InputStream upload)
            throws IOException {
        UUID brandId =
                ApiRequest.filter("brand", brand)
                        .orElseThrow(
                                () ->
                                        RequestRefusedException.parameter(
                                                "brand", "request.flaw.missing"));
        byte[] bytes = RecordReader.bounded(upload, BYTES_MAX);
        return request.once(
                Json.createObjectBuilder()
                        .add("sha256", CanonicalJson.hex(CanonicalJson.sha256(bytes)))
                        .build(),
                () -> assets.add(brandId, bytes, ApiRequest.text("rights", rights)),
                row ->
                        new org.countersign.platform.IdempotentRequests.Answer(
                                201,
                                Optional.of(row.url()),
                                Optional.of(ApiRequest.tag(row.sha256())),
                                JsonRecords.write(asset(row)).toString()));
    }

    private static Asset asset(AssetRow row) {
        return new Asset(
                row.sha256(), row.mediaType(), row.width(), row.height(), row.bytes(), row.url());
    }
}
