package org.countersign.web.settings;

import jakarta.ejb.EJB;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import org.countersign.tenancy.People;
import org.countersign.tenancy.PeopleFilter;
import org.countersign.tenancy.PersonRow;
import org.countersign.tenancy.Staff;
import org.countersign.web.shell.Notices;
import org.countersign.web.shell.TableState;
import org.countersign.web.shell.Texts;

/** Backs {@code /settings/people.xhtml}: who is in the agency's books, and asking staff in. */
@Named
@ViewScoped
public class PeoplePage implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final List<String> SIDES = List.of("AGENCY", "CLIENT", "VENDOR");

    @EJB People people;
    @EJB Staff staff;
    @Inject Notices notices;
    @Inject Texts texts;

    private transient TableState<PersonRow> list;
    private String text = "";
    private String side = "";
    private String name;
    private String mail;
    private String language;
    private AccessForm access = new AccessForm();

    public void load() {
        if (getList().getSort().isEmpty()) {
            list.setSort("name");
        }
        var sides = SIDES.contains(side) ? List.of(side) : List.<String>of();
        list.show(people.list(new PeopleFilter(text, sides, true), list.paging()));
        if (language == null) {
            language = texts.getLocale().getLanguage();
        }
    }

    public String invite() {
        var id = new String[1];
        if (!notices.attempt(
                () ->
                        id[0] =
                                staff.invite(
                                        name == null ? "" : name,
                                        mail == null ? "" : mail,
                                        language,
                                        access.access()))) {
            load();
            return null;
        }
        notices.done("people.message.invited", name);
        notices.forgetDrafts();
        return "/settings/person?faces-redirect=true&id=" + id[0];
    }

    public TableState<PersonRow> getList() {
        if (list == null) {
            list = new TableState<>();
        }
        return list;
    }

    public List<String> getSides() {
        return SIDES;
    }

    public AccessForm getAccess() {
        return access;
    }

    public String getText() {
        return text;
    }

    public void setText(String text) {
        this.text = text == null ? "" : text;
    }

    public String getSide() {
        return side;
    }

    public void setSide(String side) {
        this.side = side == null ? "" : side;
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public String getMail() {
        return mail;
    }

    public void setMail(String mail) {
        this.mail = mail;
    }

    public String getLanguage() {
        return language;
    }

    public void setLanguage(String language) {
        this.language = language;
    }
}
