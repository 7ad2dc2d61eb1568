package org.countersign.web.tenancy;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import java.util.Optional;
import org.countersign.tenancy.BrandRow;
import org.countersign.tenancy.Brands;
import org.countersign.tenancy.ClientRow;
import org.countersign.tenancy.Clients;
import org.countersign.web.shell.AddressId;
import org.countersign.web.shell.TableState;

/** Backs {@code /tenancy/client.xhtml}: a client and its brands. */
@Named
@RequestScoped
public class ClientPage {

    @EJB Clients clients;
    @EJB Brands brands;

    private final TableState<BrandRow> list = new TableState<>();
    private String id;
    private ClientRow client;

    public void load() {
        client = clients.find(AddressId.of(id, "client"));
        if (list.getSort().isEmpty()) {
            list.setSort("name");
        }
        list.show(brands.list(Optional.of(client.id()), list.paging()));
    }

    public ClientRow getClient() {
        return client;
    }

    public TableState<BrandRow> getList() {
        return list;
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }
}
