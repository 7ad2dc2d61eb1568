package org.countersign.web.api;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
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
import org.countersign.tenancy.privacy.ConsentAnswer;
import org.countersign.tenancy.privacy.ConsentDraft;
import org.countersign.tenancy.privacy.ConsentKind;
import org.countersign.tenancy.privacy.ConsentMode;
import org.countersign.tenancy.privacy.ConsentText;
import org.countersign.tenancy.privacy.ConsentTexts;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Texts that people are shown, asked about or must accept. */
@Path("consents")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Privacy")
public class ConsentsResource {

    @EJB ConsentTexts consents;
    @Inject ApiRequest request;

    /**
     * A text that counts now, and what the caller said to it.
     *
     * @param id of the version
     * @param waiting it is still to be shown to the caller
     */
    public record Consent(
            UUID id,
            ConsentKind kind,
            int number,
            ConsentMode mode,
            Instant effectiveFrom,
            ExportsResource.Language language,
            String title,
            String body,
            String sha256,
            boolean waiting,
            Optional<ConsentAnswer> answer,
            Optional<Instant> answeredAt) {}

    /** All that count now. */
    public record ConsentList(List<Consent> items) {}

    /** An answer to exactly the text that was shown. */
    public record NewAnswer(
            ExportsResource.Language language, String sha256, ConsentAnswer answer) {}

    /** A version to be published. */
    public record NewConsent(
            ConsentKind kind,
            ConsentMode mode,
            Optional<Instant> effectiveFrom,
            String titleEnglish,
            String bodyEnglish,
            String titleGerman,
            String bodyGerman) {}

    /** A version that was published. */
    public record Published(UUID id, ConsentKind kind, int number) {}

    @GET
    @Operation(
            operationId = "listConsents",
            summary = "Texts that count now, with the caller's answers")
    @APIResponseSchema(value = ConsentList.class, responseDescription = "Texts")
    public Response list(
            @Parameter(description = "en or de") @QueryParam("language") @DefaultValue("en")
                    String language) {
        return ApiRequest.show(mine(language));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "publishConsent",
            summary = "Publish a new version of a text; older ones stay as they are")
    @APIResponseSchema(
            value = Published.class,
            responseCode = "201",
            responseDescription = "The new version")
    public Response publish(NewConsent body) {
        var draft =
                new ConsentDraft(
                        body.kind(),
                        body.mode(),
                        body.effectiveFrom(),
                        body.titleEnglish(),
                        body.bodyEnglish(),
                        body.titleGerman(),
                        body.bodyGerman());
        return request.once(
                body,
                () -> consents.publish(draft),
                id -> {
                    var row = consents.find(id);
                    return ApiRequest.created(
                            "/consents", new Published(id, row.kind(), row.number()), row.number());
                });
    }

    @POST
    @Path("{id}/answers")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "answerConsent",
            summary = "Accept a text, put it off, or take a consent back")
    @APIResponseSchema(
            value = ConsentList.class,
            responseCode = "201",
            responseDescription = "The texts with the caller's answers")
    public Response answer(@PathParam("id") String id, NewAnswer body) {
        UUID version = ApiRequest.id(id);
        String language = body.language().tag();
        return request.once(
                body,
                () -> {
                    consents.answer(version, language, body.sha256(), body.answer());
                    return version;
                },
                given -> ApiRequest.created("/consents", mine(language), 1));
    }

    private ConsentList mine(String language) {
        return new ConsentList(
                consents.mine(language).stream().map(ConsentsResource::consent).toList());
    }

    private static Consent consent(ConsentText text) {
        return new Consent(
                text.version(),
                text.kind(),
                text.number(),
                text.mode(),
                text.effectiveFrom(),
                ExportsResource.Language.valueOf(
                        text.language().toUpperCase(java.util.Locale.ROOT)),
                text.title(),
                text.body(),
                text.digest(),
                text.waiting(),
                text.answer(),
                text.answeredAt());
    }
}
