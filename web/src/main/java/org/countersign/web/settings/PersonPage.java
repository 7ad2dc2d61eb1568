package org.countersign.web.settings;

import jakarta.ejb.EJB;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import org.countersign.tenancy.People;
import org.countersign.tenancy.PersonRow;
import org.countersign.tenancy.Staff;
import org.countersign.web.shell.Notices;
import org.countersign.web.shell.Viewer;

/** Backs {@code /settings/person.xhtml}: what one person may do, and its end. */
@Named
@ViewScoped
public class PersonPage implements Serializable {

    private static final long serialVersionUID = 1L;

    @EJB People people;
    @EJB Staff staff;
    @Inject Notices notices;
    @Inject Viewer viewer;

    private String id;
    private transient PersonRow person;
    private long version;
    private String mail;
    private AccessForm access = new AccessForm();

    public void load() {
        person = people.find(id == null ? "" : id);
        version = person.version();
        mail = person.mail();
        access = AccessForm.of(person, people.clientsOf(id));
    }

    public String save() {
        return done("person.message.saved", () -> staff.change(id, access.access(), version));
    }

    public String readdress() {
        return done(
                "people.message.readdressed",
                () -> staff.readdress(id, mail == null ? "" : mail, version));
    }

    public String deactivate() {
        return done("person.message.ended", () -> staff.deactivate(id, version));
    }

    public String reactivate() {
        return done("person.message.reactivated", () -> staff.reactivate(id, version));
    }

    public String resend() {
        return done("person.message.resent", () -> staff.resend(id));
    }

    private String done(String message, Runnable command) {
        if (!notices.attempt(command)) {
            return null;
        }
        notices.done(message, getPerson().name());
        notices.forgetDrafts();
        return "/settings/person?faces-redirect=true&id=" + id;
    }

    /** Whether the reader may change this person here: staff and vendors, and never themselves. */
    public boolean isChangeable() {
        return viewer.isStaffing()
                && !"CLIENT".equals(getPerson().side())
                && !viewer.getId().equals(id);
    }

    public boolean isMyself() {
        return viewer.getId().equals(id);
    }

    public PersonRow getPerson() {
        if (person == null) {
            person = people.find(id);
        }
        return person;
    }

    public String getMail() {
        return mail;
    }

    public void setMail(String mail) {
        this.mail = mail;
    }

    public AccessForm getAccess() {
        return access;
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }
}
