package org.countersign.acceptance.container;

import java.lang.reflect.Constructor;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import javax.security.auth.Subject;
import org.countersign.platform.AgencyPrincipal;
import org.countersign.tenancy.Standing;

/**
 * Runs work as somebody, with the real principal and real groups: what the Keycloak adapter does
 * for a request, without the request. The server's own security context is set by reflection, as
 * its classes are not for compiling against.
 */
final class As {

    private static final String CONTEXT = "com.sun.enterprise.security.SecurityContext";
    private static final String GROUP = "org.glassfish.security.common.Group";
    private static final String CALLER =
            "com.sun.enterprise.security.auth.login.DistinguishedPrincipalCredential";

    private As() {}

    /** A person of an agency, with the roles and all that the matrix permits them. */
    static <T> T person(String agency, String id, Set<String> roles, Callable<T> work)
            throws Exception {
        return client(agency, id, List.of(), roles, work);
    }

    /** A person of an agency's client. */
    static <T> T client(
            String agency, String id, List<String> aliases, Set<String> roles, Callable<T> work)
            throws Exception {
        return as(
                new AgencyPrincipal(
                        agency, id, "A person", "person@test", aliases, "", "", Instant.now()),
                new Standing("", roles).groups(),
                work);
    }

    /** The application's own jobs. */
    static <T> T system(Callable<T> work) throws Exception {
        Principal system =
                (Principal)
                        Class.forName("org.glassfish.security.common.PrincipalImpl")
                                .getConstructor(String.class)
                                .newInstance("system");
        return as(system, Set.of(), work);
    }

    static <T> T nobody(Callable<T> work) throws Exception {
        Class<?> context = Class.forName(CONTEXT);
        return within(context.getMethod("init").invoke(null), work);
    }

    private static <T> T as(Principal caller, Set<String> roles, Callable<T> work)
            throws Exception {
        var subject = new Subject();
        subject.getPrincipals().add(caller);
        Constructor<?> group = Class.forName(GROUP).getConstructor(String.class);
        for (String role : roles) {
            subject.getPrincipals().add((Principal) group.newInstance(role));
        }
        subject.getPublicCredentials()
                .add(Class.forName(CALLER).getConstructor(Principal.class).newInstance(caller));
        return within(
                Class.forName(CONTEXT).getConstructor(Subject.class).newInstance(subject), work);
    }

    private static <T> T within(Object security, Callable<T> work) throws Exception {
        Class<?> context = Class.forName(CONTEXT);
        Object before = context.getMethod("getCurrent").invoke(null);
        context.getMethod("setCurrent", context).invoke(null, security);
        try {
            return work.call();
        } finally {
            context.getMethod("setCurrent", context).invoke(null, before);
        }
    }
}
