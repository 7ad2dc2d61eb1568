package org.countersign.web.operator;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import org.countersign.tenancy.operator.AgencyRow;
import org.countersign.tenancy.operator.OperatedAgencies;
import org.countersign.web.shell.TableState;

/** Backs {@code /operator/agencies.xhtml}. */
@Named
@RequestScoped
public class AgenciesPage {

    @EJB OperatedAgencies agencies;

    private final TableState<AgencyRow> list = new TableState<>();
    private String text = "";

    public void load() {
        list.show(agencies.list(text, list.paging()));
    }

    public boolean isFiltered() {
        return !text.isBlank();
    }

    public TableState<AgencyRow> getList() {
        return list;
    }

    public String getText() {
        return text;
    }

    public void setText(String text) {
        this.text = text == null ? "" : text;
    }
}
