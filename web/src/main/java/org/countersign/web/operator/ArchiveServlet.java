package org.countersign.web.operator;

import jakarta.ejb.EJB;
import jakarta.ejb.EJBAccessException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.countersign.platform.RefusedException;
import org.countersign.tenancy.operator.OperatedAgencies;
import org.countersign.web.shell.AddressId;

/** Hands out an agency's archive and its certificate as files, piece by piece. */
@WebServlet(urlPatterns = {"/operator/archive", "/operator/certificate"})
public class ArchiveServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @EJB transient OperatedAgencies agencies;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        try {
            var agency = agencies.find(AddressId.of(request.getParameter("id"), "agency"));
            if (request.getServletPath().endsWith("certificate")) {
                var certificate = agencies.certificate(agency.id());
                if (certificate.isEmpty()) {
                    response.sendError(HttpServletResponse.SC_NOT_FOUND);
                    return;
                }
                byte[] jws = certificate.get().getBytes(StandardCharsets.US_ASCII);
                file(response, "application/jose", agency.slug() + "-erased.jws", jws.length);
                response.getOutputStream().write(jws);
                return;
            }
            var archive = agencies.archive(agency.id());
            if (archive.isEmpty() || archive.get().parts() == 0) {
                response.sendError(HttpServletResponse.SC_NOT_FOUND);
                return;
            }
            file(response, "application/zip", agency.slug() + ".zip", archive.get().bytes());
            for (int part = 1; part <= archive.get().parts(); part++) {
                response.getOutputStream().write(agencies.part(archive.get().id(), part));
            }
        } catch (RefusedException | EJBAccessException refused) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }

    private static void file(HttpServletResponse response, String type, String name, long length) {
        response.setContentType(type);
        response.setHeader("Content-Disposition", "attachment; filename=\"" + name + "\"");
        response.setContentLengthLong(length);
    }
}
