package org.countersign.web.shell;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.component.UIComponent;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.List;

/** The one place where results and refusals become words, on the page or beside a field. */
@Named
@RequestScoped
public class Notices {

    private static final String OK = "ok";

    @Inject Texts texts;

    /** It worked. Survives the redirect that follows. */
    public void done(String key, Object... arguments) {
        add(null, FacesMessage.SEVERITY_INFO, texts.get(key, List.of(arguments)), OK);
        FacesContext.getCurrentInstance().getExternalContext().getFlash().setKeepMessages(true);
    }

    /** Anything to know that is neither success nor refusal. */
    public void tell(String key, Object... arguments) {
        add(null, FacesMessage.SEVERITY_WARN, texts.get(key, List.of(arguments)), "");
    }

    /**
     * An error of the whole page; nothing typed is lost, because the page is shown again as it is.
     */
    public void bad(String key, Object... arguments) {
        add(null, FacesMessage.SEVERITY_ERROR, texts.get(key, List.of(arguments)), "");
        FacesContext.getCurrentInstance().validationFailed();
    }

    /** An error beside one field, given by its client id. */
    public void beside(String clientId, String key, Object... arguments) {
        add(clientId, FacesMessage.SEVERITY_ERROR, texts.get(key, List.of(arguments)), "");
        FacesContext.getCurrentInstance().validationFailed();
    }

    /** The messages of the page, in order; those of fields stand beside their fields. */
    public List<Notice> getOfPage() {
        var notices = new ArrayList<Notice>();
        for (FacesMessage message : FacesContext.getCurrentInstance().getMessageList(null)) {
            notices.add(new Notice(kind(message), message.getSummary()));
        }
        return notices;
    }

    /** Whether a field has an error, seen from a component of the same form. */
    public boolean wrong(UIComponent near, String id) {
        UIComponent field = near.findComponent(id);
        FacesContext context = FacesContext.getCurrentInstance();
        return field != null && !context.getMessageList(field.getClientId(context)).isEmpty();
    }

    private static String kind(FacesMessage message) {
        if (OK.equals(message.getDetail())) {
            return OK;
        }
        if (FacesMessage.SEVERITY_ERROR.equals(message.getSeverity())
                || FacesMessage.SEVERITY_FATAL.equals(message.getSeverity())) {
            return "bad";
        }
        return FacesMessage.SEVERITY_WARN.equals(message.getSeverity()) ? "warn" : "info";
    }

    private static void add(
            String clientId, FacesMessage.Severity severity, String text, String detail) {
        FacesContext.getCurrentInstance()
                .addMessage(clientId, new FacesMessage(severity, text, detail));
    }
}
