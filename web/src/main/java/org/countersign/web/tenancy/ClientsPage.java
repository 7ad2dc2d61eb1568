package org.countersign.web.tenancy;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import java.util.Locale;
import java.util.Optional;
import org.countersign.tenancy.BrandRow;
import org.countersign.tenancy.Brands;
import org.countersign.web.shell.TableState;

/** Backs {@code /tenancy/clients.xhtml}: every brand, by client. */
@Named
@RequestScoped
public class ClientsPage {

    @EJB Brands brands;

    private final TableState<BrandRow> list = new TableState<>();

    public void load() {
        if (list.getSort().isEmpty()) {
            list.setSort("client");
        }
        list.show(brands.list(Optional.empty(), list.paging()));
    }

    /** A brand's languages by their names, in the reader's language. */
    public String languages(BrandRow row, Locale reader) {
        return String.join(
                ", ",
                row.languages().stream()
                        .map(tag -> Locale.forLanguageTag(tag).getDisplayLanguage(reader))
                        .toList());
    }

    public TableState<BrandRow> getList() {
        return list;
    }
}
