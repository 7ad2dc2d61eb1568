package org.countersign.web.shell;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Named;
import jakarta.servlet.RequestDispatcher;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;

/**
 * One failure a person was shown: its number stands on the page and in the log, its cause in the
 * log only.
 */
@Named
@RequestScoped
public class Incident {

    private static final Logger LOG = System.getLogger(Incident.class.getName());
    private static final SecureRandom RANDOM = new SecureRandom();

    /** No letters or digits that are mistaken for one another when read over the phone. */
    private static final String ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static final int LENGTH = 8;

    private String number;

    /**
     * Sets the status that belongs to the page, whichever way the failure came here; but not on an
     * Ajax answer, which browsers then would not read.
     */
    public void answer(int status) {
        FacesContext context = FacesContext.getCurrentInstance();
        var external = context.getExternalContext();
        boolean update = context.getPartialViewContext().isAjaxRequest();
        if (!update && !external.isResponseCommitted()) {
            external.setResponseStatus(status);
        }
        report(status);
    }

    /** Made and logged at first sight. */
    public String getNumber() {
        if (number == null) {
            report(500);
        }
        return number;
    }

    private void report(int status) {
        number = draw();
        var seen = FacesContext.getCurrentInstance().getExternalContext().getRequestMap();
        var cause = (Throwable) seen.get(RequestDispatcher.ERROR_EXCEPTION);
        Object path = seen.get(RequestDispatcher.ERROR_REQUEST_URI);
        String line = "incident=" + number + " status=" + status + " path=" + path;
        if (status >= 500) {
            LOG.log(Level.ERROR, line, cause);
        } else {
            LOG.log(Level.INFO, line);
        }
    }

    private static String draw() {
        var drawn = new StringBuilder(LENGTH + 1);
        for (int i = 0; i < LENGTH; i++) {
            if (i == LENGTH / 2) {
                drawn.append('-');
            }
            drawn.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return drawn.toString();
    }
}
