package org.countersign.web.campaign;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import java.util.List;
import java.util.Optional;
import org.countersign.campaign.CampaignRow;
import org.countersign.campaign.Campaigns;
import org.countersign.platform.Paging;

/** The campaigns to choose from for a new post: those that started last come first. */
@RequestScoped
public class CampaignChoice {

    @EJB Campaigns campaigns;

    private List<CampaignRow> all;

    public List<CampaignRow> all() {
        if (all == null) {
            var paging = Paging.table(0, Paging.SIZE_MAX, "starts", true);
            all = campaigns.list(Optional.empty(), "", paging).rows();
        }
        return all;
    }
}
