package org.countersign.web.shell;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.net.URI;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.primefaces.context.PrimeFacesContext;

/**
 * The Content-Security-Policy of every page. PrimeFaces sends it and appends the nonce of the
 * request to its last directive, which therefore is script-src.
 */
@Named
@ApplicationScoped
public class ContentPolicy {

    @Inject
    @ConfigProperty(name = "countersign.media-url", defaultValue = "http://media.localhost:8080")
    String mediaUrl;

    @Inject
    @ConfigProperty(name = "countersign.keycloak.url", defaultValue = "http://localhost:8180")
    String keycloakUrl;

    /**
     * Pictures come from the cookie-less media host; forms may end at Keycloak, where signing out
     * and an ended session lead. Style attributes are allowed because PrimeFaces writes them; style
     * elements are not.
     */
    public String getDirectives() {
        return String.join(
                "; ",
                "default-src 'none'",
                "base-uri 'none'",
                "frame-ancestors 'none'",
                "object-src 'none'",
                "connect-src 'self'",
                "font-src 'self' data:",
                "img-src 'self' data: blob: " + origin(mediaUrl),
                "form-action 'self' " + origin(keycloakUrl),
                "style-src 'self'",
                "style-src-attr 'unsafe-inline'",
                "script-src 'self'");
    }

    /** Comes back with each form: PrimeFaces refuses a form without it. */
    public String getNonce() {
        return PrimeFacesContext.getCspState(FacesContext.getCurrentInstance()).getNonce();
    }

    static String origin(String url) {
        URI parsed = URI.create(url);
        String port = parsed.getPort() < 0 ? "" : ":" + parsed.getPort();
        return parsed.getScheme() + "://" + parsed.getHost() + port;
    }
}
