package org.countersign.web.settings;

import jakarta.ejb.EJB;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import org.countersign.platform.SensitiveAction;
import org.countersign.platform.Strength;
import org.countersign.tenancy.access.ActionStrength;
import org.countersign.tenancy.access.ActionStrengths;
import org.countersign.web.shell.Notices;
import org.countersign.web.shell.Texts;
import org.countersign.web.shell.Times;

/** Backs {@code /settings/actions.xhtml}: which actions ask for which sign-in. */
@Named
@ViewScoped
public class ActionsPage implements Serializable {

    private static final long serialVersionUID = 1L;

    @EJB ActionStrengths strengths;
    @Inject Notices notices;
    @Inject Texts texts;
    @Inject Times times;

    private ArrayList<Row> rows = new ArrayList<>();

    /** An action while its strength is chosen. */
    public static final class Row implements Serializable {

        private static final long serialVersionUID = 1L;

        private final SensitiveAction action;
        private final String set;
        private Strength least;

        Row(ActionStrength from, String set) {
            this.action = from.action();
            this.least = from.least();
            this.set = set;
        }

        public String getKey() {
            return action.key();
        }

        /** Who set it and when, in words. */
        public String getSet() {
            return set;
        }

        public Strength getLeast() {
            return least;
        }

        public void setLeast(Strength least) {
            this.least = least;
        }
    }

    public void load() {
        rows =
                new ArrayList<>(
                        strengths.list().stream().map(one -> new Row(one, words(one))).toList());
    }

    private String words(ActionStrength one) {
        return one.setBy().isEmpty() || one.setAt().isEmpty()
                ? texts.get("actions.text.never_set")
                : texts.with(
                        "actions.text.set", one.setBy().get(), times.day(one.setAt().get(), null));
    }

    public String save() {
        var wanted = new EnumMap<SensitiveAction, Strength>(SensitiveAction.class);
        rows.forEach(row -> wanted.put(row.action, row.least));
        if (!notices.attempt(() -> strengths.set(wanted))) {
            return null;
        }
        notices.done("actions.message.saved");
        notices.forgetDrafts();
        return "/settings/actions?faces-redirect=true";
    }

    public List<Row> getRows() {
        return rows;
    }

    public Strength[] getStrengths() {
        return Strength.values();
    }
}
