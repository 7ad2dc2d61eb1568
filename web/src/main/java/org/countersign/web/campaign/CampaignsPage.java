package org.countersign.web.campaign;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import org.countersign.campaign.CampaignRow;
import org.countersign.campaign.Campaigns;
import org.countersign.tenancy.BrandRow;
import org.countersign.web.shell.AddressId;
import org.countersign.web.shell.TableState;
import org.countersign.web.tenancy.BrandChoice;

/** Backs {@code /campaign/campaigns.xhtml}. */
@Named
@RequestScoped
public class CampaignsPage {

    @EJB Campaigns campaigns;
    @Inject BrandChoice choice;

    private final TableState<CampaignRow> list = new TableState<>();
    private String brand = "";
    private String text = "";

    public void load() {
        if (list.getSort().isEmpty()) {
            list.setSort("-starts");
        }
        list.show(campaigns.list(AddressId.optional(brand), text, list.paging()));
    }

    public boolean isFiltered() {
        return !brand.isEmpty() || !text.isEmpty();
    }

    public List<BrandRow> getBrands() {
        return choice.all();
    }

    public TableState<CampaignRow> getList() {
        return list;
    }

    public String getBrand() {
        return brand;
    }

    public void setBrand(String brand) {
        this.brand = brand == null ? "" : brand;
    }

    public String getText() {
        return text;
    }

    public void setText(String text) {
        this.text = text == null ? "" : text;
    }
}
