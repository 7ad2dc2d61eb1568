package org.countersign.web.security;

import jakarta.ejb.AccessLocalException;
import jakarta.ejb.EJBAccessException;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * The last step of signing in. It runs as the caller already, which the mechanism does not, so here
 * the agency takes note of the person; who cannot be noted, or has no role, is not signed in.
 */
@WebServlet(PublicPaths.CALLBACK)
public class CallbackServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final System.Logger LOG = System.getLogger(CallbackServlet.class.getName());
    private static final int SEE_OTHER = 303;

    @Inject SecuritySettings settings;
    @Inject SignInBook book;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (!(request.getAttribute(SignIns.FINISHED) instanceof SignIns.Finished finished)) {
            throw new IllegalStateException("only a finished sign-in comes here");
        }
        try {
            if (finished.news()) {
                book.note(BrowserName.of(request.getHeader("User-Agent")));
            }
            if (finished.weak() != null) {
                PlainPages.write(
                        request,
                        response,
                        PlainPages.Page.SIGN_IN_WEAK,
                        finished.weak(),
                        settings.https());
                return;
            }
            response.setStatus(SEE_OTHER);
            response.setHeader("Location", finished.returnTo());
        } catch (EJBAccessException | AccessLocalException noRole) {
            request.getSession().invalidate();
            PlainPages.write(
                    request,
                    response,
                    PlainPages.Page.NO_ROLE,
                    finished.otherPerson(),
                    settings.https());
        } catch (RuntimeException failed) {
            LOG.log(System.Logger.Level.ERROR, "a sign-in could not be noted", failed);
            request.getSession().invalidate();
            PlainPages.write(
                    request,
                    response,
                    PlainPages.Page.UNAVAILABLE,
                    ReturnPath.HOME,
                    settings.https());
        }
    }
}
