package org.countersign.web.tenancy;

import jakarta.ejb.EJB;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.countersign.platform.Paging;
import org.countersign.tenancy.ClientDraft;
import org.countersign.tenancy.ClientRow;
import org.countersign.tenancy.Clients;
import org.countersign.tenancy.MandateDraft;
import org.countersign.tenancy.MandateRow;
import org.countersign.tenancy.Mandates;
import org.countersign.tenancy.ProposalRow;
import org.countersign.web.shell.AddressId;
import org.countersign.web.shell.Notices;
import org.countersign.web.shell.Texts;
import org.countersign.web.shell.Viewer;

/**
 * Backs {@code /tenancy/company.xhtml}: one client company as the agency sees it. Its people are
 * its owner's to appoint; the agency asks the first owner in and suggests others.
 */
@Named
@ViewScoped
public class CompanyPage implements Serializable {

    private static final long serialVersionUID = 1L;

    @EJB Clients clients;
    @EJB Mandates mandates;
    @Inject Notices notices;
    @Inject Texts texts;
    @Inject Viewer viewer;

    private String id;
    private UUID clientId;
    private long version;
    private String name;
    private String domains;
    private String personName;
    private String personMail;
    private String kind = "APPROVER";
    private String language;
    private transient ClientRow client;
    private transient List<MandateRow> people;

    public void load() {
        clientId = AddressId.of(id, "client");
        client = clients.find(clientId);
        version = client.version();
        name = client.name();
        domains = String.join("\n", client.domains());
        language = texts.getLocale().getLanguage();
    }

    public String save() {
        return done(
                "companies.message.saved",
                name,
                () ->
                        clients.change(
                                clientId,
                                new ClientDraft(filled(name), filled(domains).lines().toList()),
                                version));
    }

    /** Asks the first owner in, or suggests somebody to the owner there is. */
    public String ask() {
        if (isOwned()) {
            return done(
                    "companies.message.proposed",
                    personName,
                    () ->
                            mandates.propose(
                                    new MandateDraft(
                                            clientId,
                                            filled(personName),
                                            filled(personMail),
                                            kind,
                                            Optional.empty(),
                                            language)));
        }
        return done(
                "people.message.invited",
                personName,
                () ->
                        mandates.inviteFirstOwner(
                                clientId, filled(personName), filled(personMail), language));
    }

    public String resend(UUID mandate, String person) {
        return done("person.message.resent", person, () -> mandates.resendForClient(mandate));
    }

    public String withdraw(UUID mandate, String person) {
        return done(
                "companies.message.withdrawn", person, () -> mandates.withdrawFirstOwner(mandate));
    }

    private String done(String message, String about, Runnable command) {
        if (!notices.attempt(command)) {
            return null;
        }
        notices.done(message, filled(about));
        notices.forgetDrafts();
        return "/tenancy/company?faces-redirect=true&id=" + id;
    }

    private static String filled(String typed) {
        return typed == null ? "" : typed;
    }

    /** Whether somebody of the client answers for it already. */
    public boolean isOwned() {
        return !getClient().owners().isEmpty();
    }

    /** Whether the agency may still take its invitation back: nobody of the client ever came. */
    public boolean isUnsettled() {
        return getPeople().size() == 1 && "INVITED".equals(getPeople().get(0).state());
    }

    public ClientRow getClient() {
        if (client == null) {
            client = clients.find(clientId);
        }
        return client;
    }

    public List<MandateRow> getPeople() {
        if (people == null) {
            people =
                    viewer.isMandates()
                            ? mandates.list(
                                            Optional.of(clientId),
                                            Paging.table(0, Paging.SIZE_MAX, "", false))
                                    .rows()
                            : List.of();
        }
        return people;
    }

    public List<ProposalRow> getProposals() {
        return viewer.isMandates() ? mandates.proposals(Optional.of(clientId)) : List.of();
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public String getDomains() {
        return domains;
    }

    public void setDomains(String domains) {
        this.domains = domains;
    }

    public String getPersonName() {
        return personName;
    }

    public void setPersonName(String personName) {
        this.personName = personName;
    }

    public String getPersonMail() {
        return personMail;
    }

    public void setPersonMail(String personMail) {
        this.personMail = personMail;
    }

    public String getKind() {
        return kind;
    }

    public void setKind(String kind) {
        this.kind = kind;
    }

    public String getLanguage() {
        return language;
    }

    public void setLanguage(String language) {
        this.language = language;
    }
}
