package org.countersign.web.api;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.countersign.safety.RuleDraft;
import org.countersign.safety.RuleRow;
import org.countersign.safety.SafetyRules;
import org.countersign.safety.Scope;
import org.countersign.safety.matching.Action;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The agency's brand-safety rules. */
@Path("rules")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Safety")
public class RulesResource {

    @EJB SafetyRules rules;
    @Inject ApiRequest request;

    /** What a rule looks for; the engine's own rules are not in this list. */
    public enum Kind {
        PHRASE,
        REQUIRED,
        LINK
    }

    /**
     * A rule.
     *
     * @param scopeId the agency's id, or the UUID of the client, brand or channel
     * @param owner name of the person who wrote it
     */
    public record Rule(
            UUID id,
            Scope scope,
            String scopeId,
            String scopeName,
            Kind kind,
            String pattern,
            Action action,
            String title,
            String rationale,
            String citation,
            String suggestion,
            String owner,
            Instant createdAt,
            long version) {}

    /** Part of a list. */
    public record RuleList(List<Rule> items, long total, Optional<String> next) {}

    /**
     * A new rule.
     *
     * @param pattern phrases or domains, one a line
     * @param citation the law or guideline it stands on
     */
    public record NewRule(
            Scope scope,
            String scopeId,
            Kind kind,
            String pattern,
            Action action,
            String title,
            Optional<String> rationale,
            Optional<String> citation,
            Optional<String> suggestion) {

        RuleDraft draft() {
            return new RuleDraft(
                    scope,
                    scopeId,
                    kind.name(),
                    pattern,
                    action.name(),
                    title,
                    rationale.orElse(""),
                    citation.orElse(""),
                    suggestion.orElse(""));
        }
    }

    @GET
    @Operation(operationId = "listRules", summary = "Active rules")
    @APIResponseSchema(value = RuleList.class, responseDescription = "Rules")
    public Response list(
            @BeanParam Batch batch,
            @Parameter(description = "Part of the title") @QueryParam("text") @DefaultValue("")
                    String text) {
        return batch.answer(
                rules.list(ApiRequest.text("text", text), batch.paging()),
                RulesResource::rule,
                RuleList::new);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "addRule",
            summary = "Add a rule; it applies at once, to what is scheduled too")
    @APIResponseSchema(
            value = Rule.class,
            responseCode = "201",
            responseDescription = "The new rule")
    public Response add(NewRule body) {
        var draft = body.draft();
        return request.once(
                body,
                () -> rules.add(draft),
                id -> {
                    var row = rules.find(id);
                    return ApiRequest.created("/rules/" + id, rule(row), row.version());
                });
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "getRule", summary = "One active rule")
    @APIResponseSchema(value = Rule.class, responseDescription = "The rule")
    public Response find(@PathParam("id") String id) {
        var row = rules.find(ApiRequest.id(id));
        return request.show(rule(row), row.version());
    }

    @DELETE
    @Path("{id}")
    @NeedsVersion
    @Operation(
            operationId = "retireRule",
            summary = "End a rule; what it found stays in the evidence")
    @APIResponse(responseCode = "204", description = "It has ended")
    public Response retire(@PathParam("id") String id) {
        UUID rule = ApiRequest.id(id);
        long version = request.version();
        return request.change(
                () -> {
                    rules.retire(rule, version);
                    return rule;
                },
                retired -> ApiRequest.gone());
    }

    private static Rule rule(RuleRow row) {
        return new Rule(
                row.id(),
                row.scope(),
                row.scopeId(),
                row.scopeName(),
                Kind.valueOf(row.kind()),
                row.pattern(),
                Action.valueOf(row.action()),
                row.title(),
                row.rationale(),
                row.citation(),
                row.suggestion(),
                row.owner(),
                row.createdAt(),
                row.version());
    }
}
