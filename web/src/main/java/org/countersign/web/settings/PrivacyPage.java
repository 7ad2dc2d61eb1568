package org.countersign.web.settings;

import jakarta.ejb.EJB;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import org.countersign.tenancy.privacy.ConsentDraft;
import org.countersign.tenancy.privacy.ConsentKind;
import org.countersign.tenancy.privacy.ConsentMode;
import org.countersign.tenancy.privacy.ConsentTexts;
import org.countersign.tenancy.privacy.ConsentVersion;
import org.countersign.tenancy.privacy.Retention;
import org.countersign.tenancy.privacy.RetentionKind;
import org.countersign.tenancy.privacy.RetentionPeriod;
import org.countersign.web.shell.Notices;
import org.countersign.web.shell.TableState;
import org.countersign.web.shell.Texts;
import org.countersign.web.shell.Times;

/** Backs {@code /settings/privacy.xhtml}: how long things are kept, and the agency's texts. */
@Named
@ViewScoped
public class PrivacyPage implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final String HERE = "/settings/privacy?faces-redirect=true";

    @EJB Retention retention;
    @EJB ConsentTexts consents;
    @Inject Notices notices;
    @Inject Texts texts;
    @Inject Times times;

    private transient TableState<ConsentVersion> list;
    private ArrayList<Period> periods = new ArrayList<>();
    private String lastRun = "";
    private String kind = ConsentKind.PRIVACY.name();
    private String mode = ConsentMode.INFORM.name();
    private String titleEnglish;
    private String bodyEnglish;
    private String titleGerman;
    private String bodyGerman;

    /** A period while it is edited. */
    public static final class Period implements Serializable {

        private static final long serialVersionUID = 1L;

        private final RetentionKind kind;
        private final int least;
        private final int most;
        private final int standard;
        private int days;

        Period(RetentionPeriod period) {
            this.kind = period.kind();
            this.least = period.least();
            this.most = period.most();
            this.standard = period.standard();
            this.days = period.days();
        }

        public RetentionKind getKind() {
            return kind;
        }

        public int getLeast() {
            return least;
        }

        public int getMost() {
            return most;
        }

        public int getStandard() {
            return standard;
        }

        public int getDays() {
            return days;
        }

        public void setDays(int days) {
            this.days = days;
        }
    }

    public void load() {
        fill();
        periods = new ArrayList<>(retention.periods().stream().map(Period::new).toList());
        lastRun =
                retention
                        .lastRun()
                        .map(
                                run ->
                                        texts.with(
                                                "privacy.text.last_run",
                                                times.day(run.at(), null),
                                                run.deleted()))
                        .orElseGet(() -> texts.get("privacy.text.no_run"));
    }

    private void fill() {
        getList().show(consents.published(list.paging()));
    }

    public String save() {
        var days = new EnumMap<RetentionKind, Integer>(RetentionKind.class);
        periods.forEach(period -> days.put(period.kind, period.days));
        if (!notices.attempt(() -> retention.keep(days))) {
            fill();
            return null;
        }
        notices.done("privacy.message.saved");
        return HERE;
    }

    public String publish() {
        boolean published =
                notices.attempt(
                        () ->
                                consents.publish(
                                        new ConsentDraft(
                                                ConsentKind.valueOf(kind),
                                                ConsentMode.valueOf(mode),
                                                Optional.empty(),
                                                filled(titleEnglish),
                                                filled(bodyEnglish),
                                                filled(titleGerman),
                                                filled(bodyGerman))));
        if (!published) {
            fill();
            return null;
        }
        notices.done("privacy.message.published");
        notices.forgetDrafts();
        return HERE;
    }

    private static String filled(String typed) {
        return typed == null ? "" : typed;
    }

    public TableState<ConsentVersion> getList() {
        if (list == null) {
            list = new TableState<>();
        }
        return list;
    }

    public List<Period> getPeriods() {
        return periods;
    }

    public String getLastRun() {
        return lastRun;
    }

    public String getKind() {
        return kind;
    }

    public void setKind(String kind) {
        this.kind = kind;
    }

    public String getMode() {
        return mode;
    }

    public void setMode(String mode) {
        this.mode = mode;
    }

    public String getTitleEnglish() {
        return titleEnglish;
    }

    public void setTitleEnglish(String titleEnglish) {
        this.titleEnglish = titleEnglish;
    }

    public String getBodyEnglish() {
        return bodyEnglish;
    }

    public void setBodyEnglish(String bodyEnglish) {
        this.bodyEnglish = bodyEnglish;
    }

    public String getTitleGerman() {
        return titleGerman;
    }

    public void setTitleGerman(String titleGerman) {
        this.titleGerman = titleGerman;
    }

    public String getBodyGerman() {
        return bodyGerman;
    }

    public void setBodyGerman(String bodyGerman) {
        this.bodyGerman = bodyGerman;
    }
}
