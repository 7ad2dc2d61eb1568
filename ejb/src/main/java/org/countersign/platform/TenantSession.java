package org.countersign.platform;

import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.sessions.Session;
import org.eclipse.persistence.sessions.SessionCustomizer;
import org.eclipse.persistence.sessions.SessionEvent;
import org.eclipse.persistence.sessions.SessionEventAdapter;

/**
 * Gives every EclipseLink session the bound agency, for {@code @Multitenant}. Without one the query
 * fails: "No value was provided for the session property".
 */
public final class TenantSession implements SessionCustomizer {

    /** Context property of every {@code @TenantDiscriminatorColumn}. */
    public static final String AGENCY = "agency.id";

    @Override
    public void customize(Session session) {
        session.getEventManager().addListener(new GiveAgency());
    }

    private static final class GiveAgency extends SessionEventAdapter {
        @Override
        public void postAcquireClientSession(SessionEvent event) {
            Binding.current()
                    .ifPresent(
                            bound ->
                                    ((AbstractSession) event.getSession())
                                            .setProperty(AGENCY, bound.agencyId()));
        }
    }
}
