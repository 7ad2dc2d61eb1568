package org.countersign.web.api;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.countersign.content.limits.Limit;
import org.countersign.content.limits.Network;
import org.countersign.content.limits.NetworkLimits;
import org.countersign.platform.InvalidInputException;
import org.countersign.safety.Screenings;
import org.countersign.tenancy.Brands;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What the rules and the network's limits say of a text before it is saved. */
@Path("screenings")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Safety")
public class ScreeningsResource {

    private static final int TEXT_MAX = 100_000;
    private static final int ALT_TEXTS_MAX = 20;

    @EJB Screenings screenings;
    @EJB Brands brands;
    @Inject ApiRequest request;

    /** A draft for a channel. */
    public record NewScreening(UUID channel, String text, Optional<List<String>> altTexts) {}

    /**
     * What is said of it.
     *
     * @param over the network would not take the text as it is
     */
    public record DraftScreening(
            RevisionShapes.Screening screening, List<Meter> usage, boolean over) {}

    /**
     * One limit of the network and what the text uses of it.
     *
     * @param limit the largest number accepted
     * @param refuses a post over it cannot be saved
     * @param source where the number was read
     */
    public record Meter(
            Limit.Subject subject,
            Limit.Unit unit,
            long limit,
            long used,
            long remaining,
            boolean refuses,
            String source) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "screen", summary = "Screen a draft for a channel; nothing is kept")
    @APIResponseSchema(value = DraftScreening.class, responseDescription = "Verdict and usage")
    public Response screen(NewScreening body) {
        List<String> altTexts = body.altTexts().orElse(List.of());
        if (body.text().length() > TEXT_MAX
                || altTexts.size() > ALT_TEXTS_MAX
                || altTexts.stream().anyMatch(t -> t.length() > TEXT_MAX)) {
            throw new InvalidInputException("text", "request.refused.text_too_long", TEXT_MAX);
        }
        return request.once(
                body,
                () -> screenings.screen(body.channel(), body.text(), altTexts),
                screening -> {
                    var network =
                            Network.byId(brands.channel(body.channel()).network()).orElseThrow();
                    var usage = NetworkLimits.usage(network, body.text());
                    return ApiRequest.told(
                            new DraftScreening(
                                    RevisionShapes.screening(screening),
                                    usage.meters().stream()
                                            .map(
                                                    m ->
                                                            new Meter(
                                                                    m.limit().subject(),
                                                                    m.limit().unit(),
                                                                    m.limit().value(),
                                                                    m.used(),
                                                                    m.remaining(),
                                                                    m.limit().refuses(),
                                                                    m.limit().source()))
                                            .toList(),
                                    usage.over()));
                });
    }
}
