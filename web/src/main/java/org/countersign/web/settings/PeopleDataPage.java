package org.countersign.web.settings;

import jakarta.ejb.EJB;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import java.util.UUID;
import org.countersign.platform.Paging;
import org.countersign.tenancy.privacy.ErasureRow;
import org.countersign.tenancy.privacy.HoldOnErasure;
import org.countersign.tenancy.privacy.PersonErasures;
import org.countersign.tenancy.privacy.PersonRecord;
import org.countersign.tenancy.privacy.PersonalExports;
import org.countersign.web.shell.Notices;
import org.countersign.web.shell.TableState;
import org.countersign.web.shell.Texts;
import org.countersign.web.shell.Viewer;

/** Backs {@code /settings/people-data.xhtml}: copies, erasures and what they wait for. */
@Named
@ViewScoped
public class PeopleDataPage implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final String HERE = "/settings/people-data?faces-redirect=true";
    private static final int NEWEST = 25;

    @EJB PersonErasures erasures;
    @EJB PersonalExports exports;
    @Inject Notices notices;
    @Inject Texts texts;
    @Inject Viewer viewer;

    private transient TableState<PersonRecord> list;
    private transient List<ErasureRow> newest;
    private transient List<HoldOnErasure> holds;
    private transient PersonRecord person;
    private String text = "";
    private String personId = "";
    private boolean words;
    private String reason;

    public void load() {
        getList().show(erasures.people(text, list.paging()));
        var paging = Paging.table(0, NEWEST, "", false);
        newest = erasures.list(paging).rows();
        holds = viewer.isHoldsErasures() ? erasures.holds(paging).rows() : List.of();
        person = personId.isEmpty() ? null : erasures.person(personId);
    }

    public String copy() {
        return done(
                "people_data.message.copy",
                () -> exports.ask(personId, texts.getLocale().getLanguage()));
    }

    public String erase() {
        return done(
                "people_data.message.erased",
                () -> erasures.erase(personId, words, texts.getLocale().getLanguage()));
    }

    public String hold() {
        return done("people_data.message.held", () -> erasures.hold(personId, reason));
    }

    public String endHold(UUID id) {
        return done("people_data.message.hold_ended", () -> erasures.endHold(id));
    }

    private String done(String message, Runnable command) {
        if (!notices.attempt(command)) {
            load();
            return null;
        }
        notices.done(message);
        return HERE;
    }

    public TableState<PersonRecord> getList() {
        if (list == null) {
            list = new TableState<>();
        }
        return list;
    }

    public List<ErasureRow> getErasures() {
        if (newest == null) {
            load();
        }
        return newest;
    }

    public List<HoldOnErasure> getHolds() {
        if (holds == null) {
            load();
        }
        return holds;
    }

    /** The one the address names, or nobody. */
    public PersonRecord getPerson() {
        if (person == null && !personId.isEmpty()) {
            load();
        }
        return person;
    }

    public String getText() {
        return text;
    }

    public void setText(String text) {
        this.text = text == null ? "" : text;
    }

    public String getPersonId() {
        return personId;
    }

    public void setPersonId(String personId) {
        this.personId = personId == null ? "" : personId;
    }

    public boolean isWords() {
        return words;
    }

    public void setWords(boolean words) {
        this.words = words;
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }
}
