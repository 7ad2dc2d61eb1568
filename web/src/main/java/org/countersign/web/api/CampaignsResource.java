package org.countersign.web.api;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
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
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.countersign.campaign.CampaignDraft;
import org.countersign.campaign.CampaignRow;
import org.countersign.campaign.Campaigns;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The frames that posts are planned in. */
@Path("campaigns")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Campaigns")
public class CampaignsResource {

    @EJB Campaigns campaigns;
    @Inject ApiRequest request;

    /**
     * A campaign.
     *
     * @param startsOn first day of the flight, in the brand's zone
     * @param endsOn last day of the flight
     * @param posts how many posts it has
     * @param waiting how many of them wait for a decision
     */
    public record Campaign(
            UUID id,
            UUID brandId,
            String brandName,
            String name,
            String objective,
            String brief,
            LocalDate startsOn,
            LocalDate endsOn,
            long posts,
            long waiting,
            long version) {}

    /** Part of a list. */
    public record CampaignList(List<Campaign> items, long total, Optional<String> next) {}

    /** A new campaign of a brand. */
    public record NewCampaign(
            UUID brandId,
            String name,
            Optional<String> objective,
            Optional<String> brief,
            LocalDate startsOn,
            LocalDate endsOn) {}

    /** What a campaign shall be from now on, as a whole. */
    public record CampaignChange(
            String name,
            Optional<String> objective,
            Optional<String> brief,
            LocalDate startsOn,
            LocalDate endsOn) {}

    @GET
    @Operation(operationId = "listCampaigns", summary = "Campaigns, of one brand or all")
    @APIResponseSchema(value = CampaignList.class, responseDescription = "Campaigns")
    public Response list(
            @BeanParam Batch batch,
            @QueryParam("brand") String brand,
            @Parameter(description = "Part of the name") @QueryParam("text") @DefaultValue("")
                    String text) {
        return batch.answer(
                campaigns.list(
                        ApiRequest.filter("brand", brand),
                        ApiRequest.text("text", text),
                        batch.paging()),
                CampaignsResource::campaign,
                CampaignList::new);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "createCampaign", summary = "Begin a campaign for a brand")
    @APIResponseSchema(
            value = Campaign.class,
            responseCode = "201",
            responseDescription = "The new campaign")
    public Response create(NewCampaign body) {
        var draft =
                draft(body.name(), body.objective(), body.brief(), body.startsOn(), body.endsOn());
        return request.once(
                body,
                () -> campaigns.create(body.brandId(), draft),
                id -> {
                    var row = campaigns.find(id);
                    return ApiRequest.created("/campaigns/" + id, campaign(row), row.version());
                });
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "getCampaign", summary = "One campaign")
    @APIResponseSchema(value = Campaign.class, responseDescription = "The campaign")
    public Response find(@PathParam("id") String id) {
        var row = campaigns.find(ApiRequest.id(id));
        return request.show(campaign(row), row.version());
    }

    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @NeedsVersion
    @Operation(operationId = "changeCampaign", summary = "Change a campaign, as a whole")
    @APIResponseSchema(value = Campaign.class, responseDescription = "The campaign as it is now")
    public Response change(@PathParam("id") String id, CampaignChange body) {
        UUID campaign = ApiRequest.id(id);
        long version = request.version();
        var draft =
                draft(body.name(), body.objective(), body.brief(), body.startsOn(), body.endsOn());
        return request.change(
                () -> {
                    campaigns.change(campaign, version, draft);
                    return campaign;
                },
                changed -> {
                    var row = campaigns.find(changed);
                    return ApiRequest.changed(campaign(row), row.version());
                });
    }

    private static CampaignDraft draft(
            String name,
            Optional<String> objective,
            Optional<String> brief,
            LocalDate startsOn,
            LocalDate endsOn) {
        return new CampaignDraft(name, objective.orElse(""), brief.orElse(""), startsOn, endsOn);
    }

    private static Campaign campaign(CampaignRow row) {
        return new Campaign(
                row.id(),
                row.brandId(),
                row.brandName(),
                row.name(),
                row.objective(),
                row.brief(),
                row.startsOn(),
                row.endsOn(),
                row.posts(),
                row.waiting(),
                row.version());
    }
}
