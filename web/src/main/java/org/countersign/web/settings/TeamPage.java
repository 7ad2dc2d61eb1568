package org.countersign.web.settings;

import jakarta.ejb.EJB;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.countersign.platform.Paging;
import org.countersign.tenancy.ClientRow;
import org.countersign.tenancy.MailChangeRow;
import org.countersign.tenancy.MandateDraft;
import org.countersign.tenancy.MandateRow;
import org.countersign.tenancy.Mandates;
import org.countersign.tenancy.ProposalRow;
import org.countersign.web.shell.AddressId;
import org.countersign.web.shell.Notices;
import org.countersign.web.shell.TableState;
import org.countersign.web.shell.Texts;

/** Backs {@code /settings/team.xhtml}: who may do what for the reader's own company. */
@Named
@ViewScoped
public class TeamPage implements Serializable {

    private static final long serialVersionUID = 1L;

    @EJB Mandates mandates;
    @Inject Notices notices;
    @Inject Texts texts;
    @Inject ClientChoice choice;

    private transient TableState<MandateRow> list;
    private String client;
    private String name;
    private String mail;
    private String kind = "APPROVER";
    private String until;
    private String language;

    public void load() {
        if (client == null && !choice.getAll().isEmpty()) {
            client = choice.getAll().get(0).id().toString();
        }
        fill();
        if (language == null) {
            language = texts.getLocale().getLanguage();
        }
    }

    private void fill() {
        getList();
        list.show(mandates.list(Optional.empty(), list.paging()));
    }

    public String appoint() {
        return done(
                "team.message.appointed",
                name,
                () ->
                        mandates.appoint(
                                new MandateDraft(
                                        AddressId.of(client, "client"),
                                        filled(name),
                                        filled(mail),
                                        kind,
                                        Days.last(until),
                                        language)));
    }

    public String end(UUID mandate, String person) {
        return done("team.message.ended", person, () -> mandates.end(mandate));
    }

    public String resend(UUID mandate, String person) {
        return done("person.message.resent", person, () -> mandates.resend(mandate));
    }

    public String agree(UUID proposal, String person) {
        return done(
                "team.message.appointed",
                person,
                () -> mandates.agree(proposal, texts.getLocale().getLanguage()));
    }

    public String decline(UUID proposal, String person) {
        return done("team.message.declined", person, () -> mandates.decline(proposal));
    }

    public String confirm(UUID change, String person) {
        return done("team.message.confirmed", person, () -> mandates.confirmMail(change));
    }

    private String done(String message, String person, Runnable command) {
        if (!notices.attempt(command)) {
            fill();
            return null;
        }
        notices.done(message, filled(person));
        notices.forgetDrafts();
        return "/settings/team?faces-redirect=true";
    }

    private static String filled(String typed) {
        return typed == null ? "" : typed;
    }

    public List<ProposalRow> getProposals() {
        return mandates.proposals(Optional.empty());
    }

    public List<MailChangeRow> getMailChanges() {
        return mandates.mailChanges();
    }

    public List<ClientRow> getClients() {
        return choice.getAll();
    }

    public TableState<MandateRow> getList() {
        if (list == null) {
            list = new TableState<>(Paging.SIZE_MAX);
        }
        return list;
    }

    public String getClient() {
        return client;
    }

    public void setClient(String client) {
        this.client = client;
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public String getMail() {
        return mail;
    }

    public void setMail(String mail) {
        this.mail = mail;
    }

    public String getKind() {
        return kind;
    }

    public void setKind(String kind) {
        this.kind = kind;
    }

    public String getUntil() {
        return until;
    }

    public void setUntil(String until) {
        this.until = until;
    }

    public String getLanguage() {
        return language;
    }

    public void setLanguage(String language) {
        this.language = language;
    }
}
