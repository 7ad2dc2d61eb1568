package org.countersign.web.shell;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** What the templates ask about the look of this one page view. */
@Named
@RequestScoped
public class Appearance {

    @Inject HttpServletRequest request;

    /** Light, dark, or empty for what the device says. */
    public String getTheme() {
        return Preferences.THEME.of(request).orElse("");
    }

    /** Path and query of this page, to come back to after a choice or a sign-in. */
    public String getHere() {
        var external = FacesContext.getCurrentInstance().getExternalContext();
        Object failed = external.getRequestMap().get("jakarta.servlet.error.request_uri");
        String path = failed == null ? request.getRequestURI() : failed.toString();
        String query = request.getQueryString();
        return LocalPath.orHome(query == null ? path : path + "?" + query);
    }

    /** The symbol of that name in icons.svg. */
    public String icon(String name) {
        return FacesContext.getCurrentInstance()
                        .getApplication()
                        .getResourceHandler()
                        .createResource("icons.svg", "countersign")
                        .getRequestPath()
                + "#"
                + URLEncoder.encode(name, StandardCharsets.UTF_8);
    }
}
