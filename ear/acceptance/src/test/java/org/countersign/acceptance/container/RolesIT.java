package org.countersign.acceptance.container;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.Resource;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.EJBAccessException;
import jakarta.ejb.Singleton;
import jakarta.ejb.Stateful;
import jakarta.ejb.Stateless;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.transaction.UserTransaction;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.countersign.platform.PermissionMatrix;
import org.countersign.platform.Roles;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every method of every EJB says who may call it, and the container holds everybody to it. */
@ExtendWith(ArquillianExtension.class)
@Order(Integer.MAX_VALUE - 2)
class RolesIT {

    @Resource UserTransaction transaction;

    @Deployment
    static EnterpriseArchive product() {
        return TestArchive.product();
    }

    @Test
    void everyBusinessMethodSaysWhoMayCallIt() {
        var silent = new ArrayList<String>();
        for (Class<?> bean : beans()) {
            for (Method method : methods(bean)) {
                if (allowed(method).isEmpty()) {
                    silent.add(name(method));
                }
            }
        }
        assertThat(beans()).hasSizeGreaterThan(15);
        assertThat(silent).isEmpty();
    }

    /** One word, the permission: which roles have it is the matrix' to say and nobody else's. */
    @Test
    void everyMethodNamesAPermissionOfTheMatrix() {
        var other = new TreeSet<String>();
        for (Class<?> bean : beans()) {
            for (Method method : methods(bean)) {
                allowed(method).stream()
                        .filter(a -> !Set.of("*", "-", Roles.SYSTEM).contains(a))
                        .filter(a -> !PermissionMatrix.ours().permissions().contains(a))
                        .forEach(a -> other.add(name(method) + " names " + a));
            }
        }
        assertThat(other).isEmpty();
    }

    @Test
    void whatEverybodyMayCallIsReviewed() {
        var open = new TreeSet<String>();
        for (Class<?> bean : beans()) {
            methods(bean).stream()
                    .filter(method -> allowed(method).contains("*"))
                    .forEach(method -> open.add(bean.getSimpleName() + "." + method.getName()));
        }
        assertThat(open).containsExactlyInAnyOrderElementsOf(Reviewed.OPEN);
    }

    @Test
    void everyRoleIsHeldToTheAnnotations() throws Exception {
        var wrong = new ArrayList<String>();
        int calls = 0;
        for (Class<?> bean : beans()) {
            for (Method method : methods(bean)) {
                Set<String> allowed = allowed(method);
                if (allowed.contains("*")) {
                    continue;
                }
                for (String role : new TreeSet<>(Roles.OF_PEOPLE)) {
                    calls++;
                    boolean refused =
                            As.person("harbour", "nobody-known", Set.of(role), refusal(method));
                    if (refused == mayCall(role, allowed)) {
                        wrong.add((refused ? "refused " : "let in ") + role + ": " + name(method));
                    }
                }
                for (Callable<Boolean> other :
                        List.<Callable<Boolean>>of(
                                () -> As.nobody(refusal(method)),
                                () ->
                                        As.person(
                                                "harbour",
                                                "nobody-known",
                                                Set.of("system", "admin"),
                                                refusal(method)))) {
                    calls++;
                    if (!other.call()) {
                        wrong.add("let in without a role: " + name(method));
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(calls).isGreaterThan(300);
    }

    private static boolean mayCall(String role, Set<String> allowed) {
        return allowed.stream()
                .filter(PermissionMatrix.ours().permissions()::contains)
                .anyMatch(p -> PermissionMatrix.ours().rolesWith(p).contains(role));
    }

    /**
     * Calls with no values at all in a transaction that is rolled back: who may call, fails later.
     */
    private Callable<Boolean> refusal(Method method) {
        return () -> {
            Object bean = CDI.current().select(method.getDeclaringClass()).get();
            transaction.begin();
            try {
                method.invoke(bean, nothings(method));
                return false;
            } catch (InvocationTargetException e) {
                return e.getCause() instanceof EJBAccessException;
            } finally {
                transaction.rollback();
            }
        };
    }

    private static Object[] nothings(Method method) {
        Class<?>[] types = method.getParameterTypes();
        Object[] values = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            if (types[i] == boolean.class) {
                values[i] = false;
            } else if (types[i] == long.class) {
                values[i] = 0L;
            } else if (types[i].isPrimitive()) {
                values[i] = 0;
            }
        }
        return values;
    }

    private static Set<String> allowed(Method method) {
        Class<?> bean = method.getDeclaringClass();
        if (method.isAnnotationPresent(DenyAll.class)) {
            return Set.of("-");
        }
        if (method.isAnnotationPresent(PermitAll.class)) {
            return Set.of("*");
        }
        if (method.isAnnotationPresent(RolesAllowed.class)) {
            return Set.of(method.getAnnotation(RolesAllowed.class).value());
        }
        if (bean.isAnnotationPresent(PermitAll.class)) {
            return Set.of("*");
        }
        if (bean.isAnnotationPresent(RolesAllowed.class)) {
            return Set.of(bean.getAnnotation(RolesAllowed.class).value());
        }
        return bean.isAnnotationPresent(DenyAll.class) ? Set.of("-") : Set.of();
    }

    private static List<Method> methods(Class<?> bean) {
        var methods = new ArrayList<Method>();
        for (Method method : bean.getDeclaredMethods()) {
            if (Modifier.isPublic(method.getModifiers())
                    && !Modifier.isStatic(method.getModifiers())
                    && !method.isSynthetic()) {
                methods.add(method);
            }
        }
        methods.sort(Comparator.comparing(Method::toString));
        return methods;
    }

    private static List<Class<?>> beans() {
        var beans = new ArrayList<Class<?>>();
        CDI.current()
                .getBeanManager()
                .getBeans(Object.class, Any.Literal.INSTANCE)
                .forEach(
                        bean -> {
                            Class<?> type = bean.getBeanClass();
                            if (type.getName().startsWith("org.countersign.")
                                    && (type.isAnnotationPresent(Stateless.class)
                                            || type.isAnnotationPresent(Stateful.class)
                                            || type.isAnnotationPresent(Singleton.class))
                                    && !beans.contains(type)) {
                                beans.add(type);
                            }
                        });
        beans.sort(Comparator.comparing(Class::getName));
        return beans;
    }

    private static String name(Method method) {
        return method.getDeclaringClass().getSimpleName() + "." + method.getName();
    }

    /** What is open to everybody who reaches the server, and why that is right. */
    private static final class Reviewed {

        static final Set<String> OPEN =
                Set.of(
                        // which agency a host belongs to: asked before anybody signs in
                        "AgencyDirectory.byHost",
                        "AgencyDirectory.byId",
                        "AgencyDirectory.movedTo",
                        // whether the installation is up; asked by a health check
                        "DemoAgencies.isDone",
                        "DemoAgencies.obstacle",
                        "OperatorTenant.hasRealm",
                        "OperatorTenant.isDone",
                        "OperatorTenant.obstacle",
                        "AgencyNames.of",
                        "AgencyNames.look",
                        // what the books say of whoever a token proves
                        "Standings.of",
                        // how much that agency may ask, and when its programs did
                        "ApiQuotas.of",
                        "ServiceUse.note",
                        // asked by the adapter on each request, told by Keycloak's own tokens
                        "Revocations.revoked",
                        "Revocations.revokeSession",
                        "Revocations.revokePerson",
                        // media by signed links
                        "SharedMedia.byLink",
                        // a trace of one's own refusal
                        "Refusals.record");
    }
}
