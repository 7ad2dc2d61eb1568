package org.countersign.web.shell;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.component.EditableValueHolder;
import jakarta.faces.component.UIComponent;
import jakarta.faces.component.visit.VisitContext;
import jakarta.faces.component.visit.VisitResult;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.countersign.platform.InvalidInputException;
import org.countersign.platform.RefusedException;
import org.countersign.platform.StrongerSignInException;

/** The one place where results and refusals become words, on the page or beside a field. */
@Named
@RequestScoped
public class Notices {

    private static final String OK = "ok";
    private static final String SAVED = "saved";
    private static final String SIGN_IN = "sign-in";

    /** The refusal that a turn over the sign-in page mends. */
    private static final String SIGN_IN_AGAIN = "general.refused.sign_in_again";

    @Inject Texts texts;
    @Inject SignInLinks links;

    private boolean saved;

    /** It worked. Survives the redirect that follows. */
    public void done(String key, Object... arguments) {
        add(null, FacesMessage.SEVERITY_INFO, texts.get(key, List.of(arguments)), OK);
        FacesContext.getCurrentInstance().getExternalContext().getFlash().setKeepMessages(true);
    }

    /**
     * The server has what was typed: the browser drops its drafts of the page, after the redirect
     * where one follows.
     */
    public void forgetDrafts() {
        saved = true;
        FacesContext.getCurrentInstance().getExternalContext().getFlash().put(SAVED, true);
    }

    public boolean isSaved() {
        return saved
                || FacesContext.getCurrentInstance().getExternalContext().getFlash().get(SAVED)
                        != null;
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

    /**
     * Runs a command. One that takes a stronger sign-in leads there. A refusal becomes a message,
     * beside the field it names when the page has one of that id, and the page stays as it was
     * typed.
     *
     * @return whether it was done
     */
    public boolean attempt(Runnable command) {
        try {
            command.run();
            return true;
        } catch (StrongerSignInException weak) {
            stepUp(weak);
        } catch (InvalidInputException refused) {
            refuse(refused, refused.field());
        } catch (RefusedException refused) {
            refuse(refused, "");
        } catch (ConstraintViolationException refused) {
            refused.getConstraintViolations().forEach(this::refuse);
        }
        return false;
    }

    /** To the sign-in page and back; the browser keeps what was typed until the server has it. */
    private void stepUp(StrongerSignInException weak) {
        var context = FacesContext.getCurrentInstance();
        context.validationFailed();
        try {
            context.getExternalContext().redirect(links.stepUp(weak.least()));
        } catch (IOException disconnected) {
            throw new UncheckedIOException(disconnected);
        }
    }

    private void refuse(RefusedException refused, String field) {
        String text = texts.get(refused.messageKey(), refused.arguments());
        String detail = SIGN_IN_AGAIN.equals(refused.messageKey()) ? SIGN_IN : "";
        add(clientId(field), FacesMessage.SEVERITY_ERROR, text, detail);
        FacesContext.getCurrentInstance().validationFailed();
    }

    private void refuse(ConstraintViolation<?> violation) {
        String path = violation.getPropertyPath().toString();
        String field = path.substring(path.lastIndexOf('.') + 1);
        add(clientId(field), FacesMessage.SEVERITY_ERROR, violation.getMessage(), "");
        FacesContext.getCurrentInstance().validationFailed();
    }

    /**
     * Client id of the input with that id, where our field tags stand around it and show its
     * message; null elsewhere: then the whole page shows it, and nothing is refused in silence.
     */
    private static String clientId(String id) {
        if (id.isEmpty()) {
            return null;
        }
        FacesContext context = FacesContext.getCurrentInstance();
        var found = new String[1];
        context.getViewRoot()
                .visitTree(
                        VisitContext.createVisitContext(context),
                        (visit, component) -> {
                            if (id.equals(component.getId())
                                    && component instanceof EditableValueHolder
                                    && (id + "_field").equals(component.getParent().getId())) {
                                found[0] = component.getClientId(context);
                                return VisitResult.COMPLETE;
                            }
                            return VisitResult.ACCEPT;
                        });
        return found[0];
    }

    /** The messages of the page, in order; those of fields stand beside their fields. */
    public List<Notice> getOfPage() {
        var notices = new ArrayList<Notice>();
        for (FacesMessage message : FacesContext.getCurrentInstance().getMessageList(null)) {
            boolean signIn = SIGN_IN.equals(message.getDetail());
            notices.add(new Notice(kind(message), message.getSummary(), signIn));
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
