package org.countersign.web.settings;

import jakarta.ejb.EJB;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import org.countersign.tenancy.privacy.ConsentAnswer;
import org.countersign.tenancy.privacy.ConsentText;
import org.countersign.tenancy.privacy.ConsentTexts;
import org.countersign.web.shell.LocalPath;
import org.countersign.web.shell.Notices;
import org.countersign.web.shell.Texts;

/** Backs {@code /settings/consents.xhtml}: texts that are shown once after a sign-in. */
@Named
@ViewScoped
public class ConsentsPage implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final String HOME = "/";

    @EJB ConsentTexts consents;
    @Inject Notices notices;
    @Inject Texts texts;

    private transient List<ConsentText> waiting;
    private String returnTo = HOME;

    public void load() {
        waiting = consents.waiting(texts.getLocale().getLanguage());
    }

    /** Keeps the answer; after the last one the reader goes on to where they wanted. */
    public String answer(ConsentText text, String answer) {
        boolean kept =
                notices.attempt(
                        () ->
                                consents.answer(
                                        text.version(),
                                        text.language(),
                                        text.digest(),
                                        ConsentAnswer.valueOf(answer)));
        if (!kept) {
            return null;
        }
        notices.done("consents.message.kept");
        return "/settings/consents?faces-redirect=true&includeViewParams=true";
    }

    public List<ConsentText> getWaiting() {
        if (waiting == null) {
            load();
        }
        return waiting;
    }

    public String getReturnTo() {
        return returnTo;
    }

    /** Leads nowhere but to a page of ours. */
    public void setReturnTo(String returnTo) {
        this.returnTo = LocalPath.orHome(returnTo);
    }
}
