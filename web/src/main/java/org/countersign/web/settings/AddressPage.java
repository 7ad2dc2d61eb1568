package org.countersign.web.settings;

import jakarta.ejb.EJB;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import org.countersign.tenancy.MailChangeRow;
import org.countersign.tenancy.People;
import org.countersign.web.shell.AddressId;
import org.countersign.web.shell.Notices;

/**
 * Backs {@code /settings/address.xhtml}: somebody whose mail address changed reads what they wait
 * for, and the only owner of a client confirms it with the code that went to the old address.
 */
@Named
@ViewScoped
public class AddressPage implements Serializable {

    private static final long serialVersionUID = 1L;

    @EJB People people;
    @Inject Notices notices;

    private String change;
    private String code;

    public String confirm() {
        if (!notices.attempt(
                () ->
                        people.confirmMail(
                                AddressId.of(change, "mailChange"), code == null ? "" : code))) {
            return null;
        }
        notices.done("address.message.confirmed");
        return "/index?faces-redirect=true";
    }

    /** What waits for somebody's word; empty when all is well. */
    public List<MailChangeRow> getWaiting() {
        return people.waiting();
    }

    public String getChange() {
        return change;
    }

    public void setChange(String change) {
        this.change = change;
    }

    public String getCode() {
        return code;
    }

    public void setCode(String code) {
        this.code = code;
    }
}
