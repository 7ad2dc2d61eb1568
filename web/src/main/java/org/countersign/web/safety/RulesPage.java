package org.countersign.web.safety;

import jakarta.ejb.EJB;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.countersign.safety.RuleDraft;
import org.countersign.safety.RuleRow;
import org.countersign.safety.SafetyRules;
import org.countersign.safety.Scope;
import org.countersign.tenancy.Agencies;
import org.countersign.tenancy.BrandRow;
import org.countersign.web.shell.Notices;
import org.countersign.web.shell.TableState;
import org.countersign.web.tenancy.BrandChoice;

/** Backs {@code /safety/rules.xhtml}: what may not be said, why, and who says so. */
@Named
@ViewScoped
public class RulesPage implements Serializable {

    private static final long serialVersionUID = 1L;

    @EJB SafetyRules rules;
    @EJB Agencies agencies;
    @Inject BrandChoice choice;
    @Inject Notices notices;

    private transient TableState<RuleRow> list;
    private String text = "";
    private ArrayList<StopChoice> scopes = new ArrayList<>();
    private String scope;
    private String kind = "PHRASE";
    private String pattern;
    private String action = "BLOCK";
    private String title;
    private String rationale;
    private String citation;
    private String suggestion;

    public void load() {
        fill();
        var agency = agencies.current();
        scopes.add(new StopChoice(Scope.AGENCY, agency.id(), agency.name(), "", 1));
        for (BrandRow row : choice.all()) {
            scopes.add(
                    new StopChoice(
                            Scope.BRAND,
                            row.id().toString(),
                            row.name(),
                            row.initials(),
                            row.colour()));
        }
    }

    private void fill() {
        if (getList().getSort().isEmpty()) {
            list.setSort("title");
        }
        list.show(rules.list(text, list.paging()));
    }

    public String add() {
        Optional<StopChoice> chosen =
                scopes.stream().filter(one -> one.value().equals(scope)).findFirst();
        if (chosen.isEmpty()) {
            notices.bad("rules.error.scope");
            return null;
        }
        StopChoice one = chosen.get();
        boolean added =
                notices.attempt(
                        () ->
                                rules.add(
                                        new RuleDraft(
                                                one.scope(),
                                                one.id(),
                                                kind,
                                                filled(pattern),
                                                action,
                                                filled(title),
                                                filled(rationale),
                                                filled(citation),
                                                filled(suggestion))));
        if (!added) {
            fill();
            return null;
        }
        notices.done("rules.message.added", title);
        notices.forgetDrafts();
        return "/safety/rules?faces-redirect=true";
    }

    public String retire(UUID id, long version) {
        if (!notices.attempt(() -> rules.retire(id, version))) {
            fill();
            return null;
        }
        notices.done("rules.message.retired");
        return "/safety/rules?faces-redirect=true";
    }

    /** Who answers for a rule; what no person wrote came with Countersign. */
    public String owner(RuleRow row) {
        return row.owner().startsWith("job:") ? "Countersign" : row.owner();
    }

    private static String filled(String typed) {
        return typed == null ? "" : typed;
    }

    public TableState<RuleRow> getList() {
        if (list == null) {
            list = new TableState<>();
        }
        return list;
    }

    public List<StopChoice> getScopes() {
        return scopes;
    }

    public String getText() {
        return text;
    }

    public void setText(String text) {
        this.text = text == null ? "" : text;
    }

    public String getScope() {
        return scope;
    }

    public void setScope(String scope) {
        this.scope = scope;
    }

    public String getKind() {
        return kind;
    }

    public void setKind(String kind) {
        this.kind = kind;
    }

    public String getPattern() {
        return pattern;
    }

    public void setPattern(String pattern) {
        this.pattern = pattern;
    }

    public String getAction() {
        return action;
    }

    public void setAction(String action) {
        this.action = action;
    }

    public String getTitle() {
        return title;
    }

    public void setTitle(String title) {
        this.title = title;
    }

    public String getRationale() {
        return rationale;
    }

    public void setRationale(String rationale) {
        this.rationale = rationale;
    }

    public String getCitation() {
        return citation;
    }

    public void setCitation(String citation) {
        this.citation = citation;
    }

    public String getSuggestion() {
        return suggestion;
    }

    public void setSuggestion(String suggestion) {
        this.suggestion = suggestion;
    }
}
