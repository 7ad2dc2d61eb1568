package org.countersign.web.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.countersign.platform.NotFoundException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GateFilterTest {

    static final RequestAddress HARBOUR =
            new RequestAddress("https", "harbour.example", 443, "198.51.100.7", false);

    final Map<String, Object> attributes = new HashMap<>();
    final Map<String, String> headers = new HashMap<>();
    final AtomicReference<HttpServletRequest> reached = new AtomicReference<>();
    final AtomicReference<HttpServletResponse> answered = new AtomicReference<>();
    final GateFilter gate = new GateFilter();
    final FilterChain chain =
            (request, response) -> {
                reached.set((HttpServletRequest) request);
                answered.set((HttpServletResponse) response);
            };
    int status;

    @BeforeEach
    void configure() {
        gate.settings = new SecuritySettings();
        gate.settings.publicUrl = "https://{host}";
    }

    private void send(String path) throws Exception {
        gate.doFilter(request(path), response(), chain);
    }

    private void passed() {
        attributes.put(Visit.PASSED, Boolean.TRUE);
        attributes.put(KeycloakMechanism.ADDRESS, HARBOUR);
    }

    @Test
    void nothingPassesThatTheMechanismHasNotSeen() throws Exception {
        send("/desk.xhtml");
        send("/api/v1");
        send("/jakarta.faces.resource/app.css.xhtml");

        assertThat(reached.get()).isNull();
        assertThat(status).isEqualTo(403);
    }

    @Test
    void nothingPassesThatTheMechanismHasOnlyLookedAt() throws Exception {
        attributes.put(KeycloakMechanism.ADDRESS, HARBOUR);

        send("/desk.xhtml");

        assertThat(reached.get()).isNull();
    }

    @Test
    void pageSeesTheAddressTheBrowserUsed() throws Exception {
        passed();

        send("/desk.xhtml");

        assertThat(reached.get().getRequestURL()).hasToString("https://harbour.example/desk.xhtml");
        assertThat(reached.get().isSecure()).isTrue();
        assertThat(reached.get().getRemoteAddr()).isEqualTo("198.51.100.7");
    }

    @Test
    void apiAndMediaHaveNeitherCookiesNorSession() throws Exception {
        passed();

        for (String path : new String[] {"/api/v1/posts", "/media/x", "/health"}) {
            send(path);

            assertThat(reached.get().getCookies()).isEmpty();
            assertThat(reached.get().getSession(false)).isNull();
            assertThatThrownBy(() -> reached.get().getSession())
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void redirectInsideStaysRelative() throws Exception {
        passed();
        send("/desk.xhtml");

        answered.get().sendRedirect("/posts.xhtml");

        assertThat(status).isEqualTo(302);
        assertThat(headers).containsEntry("Location", "/posts.xhtml");
    }

    @Test
    void notFoundIsAnsweredAtWholeStepsOfTime() throws Exception {
        passed();
        long began = System.nanoTime();
        send("/api/v1/posts/1");
        answered.get().setStatus(404);
        assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(NotFoundPace.STEP_NANOS);

        long asked = System.nanoTime();
        assertThatThrownBy(
                        () ->
                                gate.doFilter(
                                        request("/content/post.xhtml"),
                                        response(),
                                        (request, response) -> {
                                            throw new ServletException(
                                                    new NotFoundException("post"));
                                        }))
                .isInstanceOf(ServletException.class);
        assertThat(System.nanoTime() - asked).isGreaterThanOrEqualTo(NotFoundPace.STEP_NANOS);
    }

    @Test
    void headersAreOnEveryAnswer() throws Exception {
        passed();

        send("/api/v1/posts");

        assertThat(headers)
                .containsEntry("X-Content-Type-Options", "nosniff")
                .containsEntry(SecurityHeaders.CSP, SecurityHeaders.NOTHING)
                .containsKey("Strict-Transport-Security");
    }

    @Test
    void mediaAreSandboxed() throws Exception {
        passed();

        send("/media/x");

        assertThat(headers.get(SecurityHeaders.CSP)).endsWith("; sandbox");
    }

    /** A request that knows what the filter asks, and answers null or false to all else. */
    private HttpServletRequest request(String path) {
        return fake(
                HttpServletRequest.class,
                Map.of(
                        "getMethod",
                        "GET",
                        "getServletPath",
                        path,
                        "getRequestURI",
                        path,
                        "getDispatcherType",
                        DispatcherType.REQUEST,
                        "getHttpServletMapping",
                        fake(HttpServletMapping.class, Map.of())));
    }

    private HttpServletResponse response() {
        return fake(HttpServletResponse.class, Map.of());
    }

    private <T> T fake(Class<T> type, Map<String, Object> answers) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (self, method, arguments) -> {
                            switch (method.getName()) {
                                case "getAttribute" -> {
                                    return attributes.get(arguments[0]);
                                }
                                case "setHeader" ->
                                        headers.put((String) arguments[0], (String) arguments[1]);
                                case "setStatus" -> status = (int) arguments[0];
                                default -> {
                                    Object answer = answers.get(method.getName());
                                    return answer == null && method.getReturnType() == boolean.class
                                            ? Boolean.FALSE
                                            : answer;
                                }
                            }
                            return null;
                        }));
    }
}
