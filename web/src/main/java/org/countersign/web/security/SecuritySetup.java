package org.countersign.web.security;

import jakarta.inject.Inject;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.SessionTrackingMode;
import jakarta.servlet.annotation.WebListener;
import java.util.EnumSet;
import java.util.Set;

/**
 * Puts {@link GateFilter} before all other filters and gives the session cookie its shape. Both
 * depend on settings or on an order that annotations and descriptors cannot express; the cookie's
 * {@code SameSite} is in glassfish-web.xml, where alone the server takes it.
 */
@WebListener
public class SecuritySetup implements ServletContextListener {

    @Inject SecuritySettings settings;

    @Override
    public void contextInitialized(ServletContextEvent event) {
        var context = event.getServletContext();
        context.addFilter("gate", GateFilter.class)
                .addMappingForUrlPatterns(
                        EnumSet.of(
                                DispatcherType.REQUEST,
                                DispatcherType.FORWARD,
                                DispatcherType.ERROR),
                        false,
                        "/*");
        context.setSessionTrackingModes(Set.of(SessionTrackingMode.COOKIE));
        context.setSessionTimeout((int) SignedIn.IDLE.toMinutes());
        var cookie = context.getSessionCookieConfig();
        cookie.setName(settings.https() ? "__Host-session" : "session");
        cookie.setPath("/");
        cookie.setHttpOnly(true);
        cookie.setSecure(settings.https());
    }
}
