package org.countersign.web.api;

import jakarta.ejb.AccessLocalException;
import jakarta.ejb.EJB;
import jakarta.ejb.EJBAccessException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Path;
import jakarta.validation.ValidatorFactory;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.countersign.audit.Refusals;
import org.countersign.platform.AlreadyTakenException;
import org.countersign.platform.GateRefusedException;
import org.countersign.platform.InvalidInputException;
import org.countersign.platform.NotFoundException;
import org.countersign.platform.NotPermittedException;
import org.countersign.platform.RefusedException;
import org.countersign.platform.StaleException;
import org.countersign.platform.Strength;
import org.countersign.platform.StrongerSignInException;
import org.countersign.platform.UnderWayException;
import org.countersign.platform.pictures.ImageRefusedException;
import org.countersign.tenancy.identity.KeycloakUnreachableException;

/**
 * Every refusal and failure as a problem (RFC 9457), in the client's language. What a gate or a
 * role refused is kept in the agency's chain of refusals, after its transaction has ended. A
 * failure of ours gives away nothing but a number that the log knows too.
 */
@Provider
@ApplicationScoped
public class ProblemMapper implements ExceptionMapper<Throwable> {

    private static final System.Logger LOG = System.getLogger(ProblemMapper.class.getName());

    /** Rules about where a thing stands by now, whatever was sent. */
    private static final Set<String> OF_STATE =
            Set.of(
                    "decision.refused.closed",
                    "decision.refused.window_over",
                    "post.refused.going_out",
                    "service.refused.expired",
                    "service.refused.revoked",
                    "publication.refused.transition",
                    "submission.refused.already",
                    "submission.refused.window_over");

    @Context HttpServletRequest request;
    @Context HttpHeaders headers;
    @Inject ValidatorFactory validators;
    @EJB Refusals refusals;

    @Override
    public Response toResponse(Throwable thrown) {
        var texts = new ProblemTexts(language(headers.getAcceptableLanguages()));
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof RefusedException refused) {
                keep(refused);
                return refused(refused, texts);
            }
            if (t instanceof EJBAccessException || t instanceof AccessLocalException) {
                var refused = new NotPermittedException("request.refused.role");
                keep(refused);
                return refused(refused, texts);
            }
            if (t instanceof ConstraintViolationException invalid) {
                return invalid(invalid, texts);
            }
            if (t instanceof WebApplicationException known) {
                return known(known, texts);
            }
        }
        return failed(thrown, texts);
    }

    private Response refused(RefusedException refused, ProblemTexts texts) {
        var problem = problem(statusOf(refused), refused.messageKey(), texts);
        problem.detail(
                refused instanceof StaleException
                        ? texts.of("request.refused.stale") // the pages speak of kept text
                        : texts.of(refused.messageKey(), refused.arguments()));
        if (refused instanceof InvalidInputException invalid) {
            problem.error(invalid.field(), texts.of(refused.messageKey(), refused.arguments()));
        } else if (refused instanceof RequestRefusedException unreadable) {
            unreadable.flaws().forEach(f -> problem.error(f.field(), texts.of(f.key())));
        }
        if (refused instanceof StrongerSignInException weak) {
            return challenged(problem.response(texts), weak.least());
        }
        return problem.response(texts);
    }

    /** Tells a client what to ask the realm for (RFC 9470). */
    private static Response challenged(Response response, Strength least) {
        return Response.fromResponse(response)
                .header(
                        HttpHeaders.WWW_AUTHENTICATE,
                        "Bearer error=\"insufficient_user_authentication\","
                                + " error_description=\"A stronger sign-in is needed\","
                                + " acr_values=\""
                                + least.word()
                                + "\"")
                .build();
    }

    static int statusOf(RefusedException refused) {
        if (refused instanceof RequestRefusedException request) {
            return request.status();
        }
        if (refused instanceof NotFoundException) {
            return 404;
        }
        if (refused instanceof StrongerSignInException) {
            return 401;
        }
        if (refused instanceof KeycloakUnreachableException) {
            return 503;
        }
        if (refused instanceof NotPermittedException) {
            return 403;
        }
        if (refused instanceof StaleException) {
            return 412;
        }
        if (refused instanceof AlreadyTakenException
                || refused instanceof GateRefusedException
                || refused instanceof UnderWayException) {
            return 409;
        }
        if (refused instanceof InvalidInputException || refused instanceof ImageRefusedException) {
            return ofInput(refused.messageKey());
        }
        if (refused instanceof KeycloakUnreachableException) {
            return 503;
        }
        return 409; // a rule of a feature that has an exception of its own
    }

    private static int ofInput(String key) {
        if (key.startsWith("paging.")) {
            return 400;
        }
        return OF_STATE.contains(key) ? 409 : 422;
    }

    private Response invalid(ConstraintViolationException invalid, ProblemTexts texts) {
        var problem = problem(422, "request.refused.invalid", texts);
        problem.detail(texts.of("request.refused.invalid"));
        invalid.getConstraintViolations().stream()
                .sorted((a, b) -> field(a).compareTo(field(b)))
                .forEach(
                        v ->
                                problem.error(
                                        field(v),
                                        texts.of(v, validators.getMessageInterpolator())));
        return problem.response(texts);
    }

    /** The property as the body names it: without the method and its parameter. */
    private static String field(ConstraintViolation<?> violation) {
        List<Path.Node> nodes =
                new ArrayList<>(
                        StreamSupport.stream(violation.getPropertyPath().spliterator(), false)
                                .toList());
        if (nodes.size() > 2) {
            nodes = nodes.subList(2, nodes.size());
        } else if (nodes.size() == 2) {
            nodes = nodes.subList(1, 2);
        }
        var path = new StringBuilder();
        for (Path.Node node : nodes) {
            if (node.getIndex() != null) {
                path.append('[').append(node.getIndex()).append(']');
            }
            if (node.getName() != null && !node.getName().startsWith("<")) {
                path.append(path.isEmpty() ? "" : ".").append(node.getName());
            }
        }
        return path.toString();
    }

    private Response known(WebApplicationException known, ProblemTexts texts) {
        int status = known.getResponse().getStatus();
        if (status < 400) {
            return known.getResponse();
        }
        var problem = problem(status, code(status), texts);
        problem.detail(texts.ofStatus(status));
        var response = Response.fromResponse(problem.response(texts));
        Optional.ofNullable(known.getResponse().getHeaderString("Allow"))
                .ifPresent(allow -> response.header("Allow", allow));
        return response.build();
    }

    private static String code(int status) {
        return Problem.reason(status).toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "_");
    }

    private Response failed(Throwable failure, ProblemTexts texts) {
        String incident = UUID.randomUUID().toString();
        LOG.log(System.Logger.Level.ERROR, "incident=" + incident, failure);
        var problem = problem(500, "internal_server_error", texts);
        problem.detail(texts.of("problem.text.500", List.of(incident)));
        problem.incident(incident);
        return problem.response(texts);
    }

    private Problem problem(int status, String code, ProblemTexts texts) {
        return new Problem(status, code, texts.title(status), request.getRequestURI());
    }

    /** A trace of those who were told no; that it fails is no reason to answer otherwise. */
    private void keep(RefusedException refused) {
        boolean traced =
                refused instanceof GateRefusedException
                        || refused instanceof NotPermittedException
                        || refused instanceof StrongerSignInException
                        || refused instanceof InvalidInputException
                                && isOfGate(refused.messageKey());
        if (!traced) {
            return;
        }
        try {
            refusals.record(refused, request.getRequestURI());
        } catch (RuntimeException e) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "a refusal was not kept reason=" + refused.messageKey(),
                    e);
        }
    }

    private static boolean isOfGate(String key) {
        return key.startsWith("decision.")
                || key.startsWith("submission.")
                || key.startsWith("publication.");
    }

    /** English unless the client would rather have German. */
    static Locale language(List<Locale> wanted) {
        return wanted.stream()
                .map(Locale::getLanguage)
                .filter(l -> l.equals("en") || l.equals("de"))
                .findFirst()
                .map(Locale::forLanguageTag)
                .orElse(Locale.ENGLISH);
    }
}
