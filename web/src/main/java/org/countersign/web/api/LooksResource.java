package org.countersign.web.api;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.countersign.platform.IdempotentRequests.Answer;
import org.countersign.tenancy.look.AgencyLook;
import org.countersign.tenancy.look.AgencyLooks;
import org.countersign.tenancy.look.Logo;
import org.countersign.tenancy.look.LookDraft;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The look of the caller's agency, for its owner. */
@Path("agencies/current/look")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Agency")
public class LooksResource {

    /** So much is read before it is refused with the reason. */
    private static final int READ_MAX = 1 << 20;

    @EJB AgencyLooks looks;
    @Inject ApiRequest request;

    /**
     * What the agency looks like.
     *
     * @param colour as {@code #1f4d46}; absent for the product's own
     * @param mailName whom mails are from; absent for the agency's name
     * @param replyTo where answers to mails go; absent for nowhere
     * @param logoUrl where the logo can be loaded without a token; absent without one
     * @param signInService how far Keycloak has followed
     * @param failure why it did not, as a stable name
     */
    public record Look(
            String name,
            Optional<String> colour,
            Optional<String> mailName,
            Optional<String> replyTo,
            Optional<String> logoUrl,
            ClientsResource.Progress signInService,
            Optional<String> failure,
            long version) {}

    /**
     * A look as the owner wants it; what is absent is the product's own.
     *
     * @param colour as {@code #1f4d46}; refused when words on it or in it cannot be read
     */
    public record LookChange(
            String name,
            Optional<String> colour,
            Optional<String> mailName,
            Optional<String> replyTo) {}

    @GET
    @Operation(operationId = "getLook", summary = "The agency's name, colour, logo and mail sender")
    @APIResponseSchema(value = Look.class, responseDescription = "The look")
    public Response find() {
        Look look = look();
        return request.show(look, look.version());
    }

    @PUT
    @NeedsVersion
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "setLook",
            summary = "The owner changes it; pages follow at once, sign-in within seconds")
    @APIResponseSchema(value = Look.class, responseDescription = "The look as it is now")
    public Response change(LookChange body) {
        long version = request.version();
        var draft =
                new LookDraft(
                        body.name(),
                        body.colour().orElse(""),
                        body.mailName().orElse(""),
                        body.replyTo().orElse(""));
        return changed(() -> looks.change(draft, Optional.empty(), version));
    }

    @PUT
    @Path("logo")
    @NeedsVersion
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "setLogo",
            summary = "Upload the logo: the file's bytes are the body",
            description =
                    "PNG or JPEG of up to 100 KB, from 32 to 1024 pixels a side, told by its bytes alone. "
                            + "Metadata is not kept.")
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
    @APIResponseSchema(value = Look.class, responseDescription = "The look as it is now")
    public Response setLogo(InputStream upload) throws IOException {
        long version = request.version();
        byte[] bytes = RecordReader.bounded(upload, READ_MAX);
        return changed(() -> looks.change(Logo.of(bytes), version));
    }

    @DELETE
    @Path("logo")
    @NeedsVersion
    @Operation(operationId = "removeLogo", summary = "Have no logo")
    @APIResponseSchema(value = Look.class, responseDescription = "The look as it is now")
    public Response removeLogo() {
        long version = request.version();
        return changed(() -> looks.change(Logo.NONE, version));
    }

    private Response changed(Runnable change) {
        return request.change(
                () -> {
                    change.run();
                    return true;
                },
                done -> answer(look()));
    }

    private static Answer answer(Look look) {
        return ApiRequest.changed(look, look.version());
    }

    private Look look() {
        AgencyLook row = looks.current();
        AgencyLooks.Following following = looks.following();
        return new Look(
                row.name(),
                filled(row.colour()),
                filled(row.mailName()),
                filled(row.replyTo()),
                row.logo().isThere()
                        ? Optional.of("/look/logo?v=" + row.version())
                        : Optional.empty(),
                ClientsResource.Progress.valueOf(following.state()),
                filled(following.failure()),
                row.version());
    }

    private static Optional<String> filled(String text) {
        return Optional.of(text).filter(t -> !t.isEmpty());
    }
}
