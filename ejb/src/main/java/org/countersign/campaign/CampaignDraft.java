package org.countersign.campaign;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;

/**
 * What a person says of a campaign.
 *
 * @param startsOn first day of the flight, in the brand's zone
 * @param endsOn last day of the flight, included
 */
public record CampaignDraft(
        @NotBlank @Size(max = Campaign.NAME_MAX) String name,
        @NotNull @Size(max = Campaign.OBJECTIVE_MAX) String objective,
        @NotNull @Size(max = Campaign.BRIEF_MAX) String brief,
        @NotNull LocalDate startsOn,
        @NotNull LocalDate endsOn) {}
