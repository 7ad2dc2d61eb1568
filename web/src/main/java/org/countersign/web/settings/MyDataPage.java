package org.countersign.web.settings;

import jakarta.ejb.EJB;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.UUID;
import org.countersign.tenancy.People;
import org.countersign.tenancy.privacy.ConsentAnswer;
import org.countersign.tenancy.privacy.ConsentText;
import org.countersign.tenancy.privacy.ConsentTexts;
import org.countersign.tenancy.privacy.ExportRow;
import org.countersign.tenancy.privacy.PersonalExports;
import org.countersign.web.shell.Notices;
import org.countersign.web.shell.TableState;
import org.countersign.web.shell.Texts;

/** Backs {@code /settings/my-data.xhtml}: copies of one's data, and what one agreed to. */
@Named
@ViewScoped
public class MyDataPage implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final String HERE = "/settings/my-data?faces-redirect=true";

    @EJB PersonalExports exports;
    @EJB ConsentTexts consents;
    @EJB People people;
    @Inject Notices notices;
    @Inject Texts texts;

    private transient TableState<ExportRow> list;
    private transient List<ConsentText> agreed;

    public void load() {
        list = getList();
        list.show(exports.list(list.paging()));
        agreed = consents.mine(texts.getLocale().getLanguage());
    }

    public String ask() {
        boolean asked =
                notices.attempt(
                        () -> exports.ask(people.me().id(), texts.getLocale().getLanguage()));
        if (!asked) {
            return null;
        }
        notices.done("my_data.message.asked");
        return HERE;
    }

    /** Gives the archive to the browser instead of a page. */
    public void fetch(UUID id) {
        notices.attempt(() -> send(exports.archive(id)));
    }

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
        return HERE;
    }

    private static void send(byte[] archive) {
        var context = FacesContext.getCurrentInstance();
        var answer = context.getExternalContext();
        answer.responseReset();
        answer.setResponseContentType("application/zip");
        answer.setResponseContentLength(archive.length);
        answer.setResponseHeader("Content-Disposition", "attachment; filename=\"my-data.zip\"");
        answer.setResponseHeader("Cache-Control", "no-store");
        answer.setResponseHeader("X-Content-Type-Options", "nosniff");
        try {
            answer.getResponseOutputStream().write(archive);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        context.responseComplete();
    }

    public TableState<ExportRow> getList() {
        if (list == null) {
            list = new TableState<>();
        }
        return list;
    }

    public List<ConsentText> getAgreed() {
        if (agreed == null) {
            load();
        }
        return agreed;
    }
}
