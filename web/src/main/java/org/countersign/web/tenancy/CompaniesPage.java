package org.countersign.web.tenancy;

import jakarta.ejb.EJB;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import org.countersign.tenancy.ClientDraft;
import org.countersign.tenancy.ClientRow;
import org.countersign.tenancy.Clients;
import org.countersign.web.shell.Notices;
import org.countersign.web.shell.TableState;

/** Backs {@code /tenancy/companies.xhtml}: the client companies, and taking one on. */
@Named
@ViewScoped
public class CompaniesPage implements Serializable {

    private static final long serialVersionUID = 1L;

    @EJB Clients clients;
    @Inject Notices notices;

    private transient TableState<ClientRow> list;
    private String name;
    private String alias;
    private String domains;

    public void load() {
        if (getList().getSort().isEmpty()) {
            list.setSort("name");
        }
        list.show(clients.list(list.paging()));
    }

    public String create() {
        var id = new Object[1];
        if (!notices.attempt(
                () ->
                        id[0] =
                                clients.create(
                                        filled(alias),
                                        new ClientDraft(
                                                filled(name), filled(domains).lines().toList())))) {
            load();
            return null;
        }
        notices.done("companies.message.created", name);
        notices.forgetDrafts();
        return "/tenancy/company?faces-redirect=true&id=" + id[0];
    }

    private static String filled(String typed) {
        return typed == null ? "" : typed;
    }

    public TableState<ClientRow> getList() {
        if (list == null) {
            list = new TableState<>();
        }
        return list;
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public String getAlias() {
        return alias;
    }

    public void setAlias(String alias) {
        this.alias = alias;
    }

    public String getDomains() {
        return domains;
    }

    public void setDomains(String domains) {
        this.domains = domains;
    }
}
