package org.countersign.web.settings;

import jakarta.ejb.EJB;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import java.util.UUID;
import org.countersign.tenancy.WallRow;
import org.countersign.tenancy.Walls;
import org.countersign.web.shell.AddressId;
import org.countersign.web.shell.Notices;
import org.countersign.web.shell.TableState;

/** Backs {@code /settings/walls.xhtml}: which clients nobody works for at once. */
@Named
@ViewScoped
public class WallsPage implements Serializable {

    private static final long serialVersionUID = 1L;

    @EJB Walls walls;
    @Inject Notices notices;

    private transient TableState<WallRow> list;
    private String one;
    private String other;
    private String reason;
    private transient List<String> shared;

    public void load() {
        getList().show(walls.list(list.paging()));
    }

    public String build() {
        UUID left = AddressId.of(one, "client");
        UUID right = AddressId.of(other, "client");
        shared = left.equals(right) ? List.of() : walls.shared(left, right);
        if (!shared.isEmpty()) {
            notices.bad("walls.error.shared", String.join(", ", shared));
            load();
            return null;
        }
        if (!notices.attempt(() -> walls.build(left, right, reason == null ? "" : reason))) {
            load();
            return null;
        }
        notices.done("walls.message.built");
        return "/settings/walls?faces-redirect=true";
    }

    public String end(UUID wall) {
        if (!notices.attempt(() -> walls.end(wall))) {
            load();
            return null;
        }
        notices.done("walls.message.ended");
        return "/settings/walls?faces-redirect=true";
    }

    public TableState<WallRow> getList() {
        if (list == null) {
            list = new TableState<>();
        }
        return list;
    }

    public String getOne() {
        return one;
    }

    public void setOne(String one) {
        this.one = one;
    }

    public String getOther() {
        return other;
    }

    public void setOther(String other) {
        this.other = other;
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }
}
