package org.countersign.web.settings;

import jakarta.ejb.EJB;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.countersign.tenancy.ClientRow;
import org.countersign.tenancy.SignOnDraft;
import org.countersign.tenancy.SignOnRow;
import org.countersign.tenancy.SignOns;
import org.countersign.web.shell.AddressId;
import org.countersign.web.shell.Notices;

/** Backs {@code /settings/sign-on.xhtml}: where the people of the reader's company sign in. */
@Named
@ViewScoped
public class SignOnPage implements Serializable {

    private static final long serialVersionUID = 1L;

    @EJB SignOns signOns;
    @Inject ClientChoice choice;
    @Inject Notices notices;

    private String client;
    private transient ClientRow of;
    private transient Optional<SignOnRow> current;
    private long version;
    private String issuer;
    private String oidcClientId;
    private String secret;
    private String[] domains = {};

    public void load() {
        if (client == null && !choice.getAll().isEmpty()) {
            client = choice.getAll().get(0).id().toString();
        }
        getCurrent()
                .ifPresent(
                        row -> {
                            version = row.version();
                            issuer = row.issuer();
                            oidcClientId = row.oidcClientId();
                            domains = row.domains().toArray(String[]::new);
                        });
    }

    public String save() {
        boolean saved =
                notices.attempt(
                        () ->
                                signOns.set(
                                        id(),
                                        new SignOnDraft(
                                                filled(issuer),
                                                filled(oidcClientId),
                                                Optional.ofNullable(secret),
                                                Arrays.asList(domains)),
                                        version));
        return saved ? shown("sign_on.message.saved") : null;
    }

    public String end() {
        return notices.attempt(() -> signOns.end(id(), version))
                ? shown("sign_on.message.ended")
                : null;
    }

    private String shown(String message) {
        notices.done(message, getOf().name());
        return "/settings/sign-on?faces-redirect=true&client=" + client;
    }

    private UUID id() {
        return AddressId.of(client, "client");
    }

    private static String filled(String typed) {
        return typed == null ? "" : typed;
    }

    /** The mail domains that the client has. */
    public List<String> getAllDomains() {
        return client == null ? List.of() : getOf().domains();
    }

    public ClientRow getOf() {
        if (of == null) {
            of = choice.find(id());
        }
        return of;
    }

    public Optional<SignOnRow> getCurrent() {
        if (current == null) {
            current = client == null ? Optional.empty() : signOns.of(id());
        }
        return current;
    }

    public String getClient() {
        return client;
    }

    public void setClient(String client) {
        this.client = client;
    }

    public String getIssuer() {
        return issuer;
    }

    public void setIssuer(String issuer) {
        this.issuer = issuer;
    }

    public String getOidcClientId() {
        return oidcClientId;
    }

    public void setOidcClientId(String oidcClientId) {
        this.oidcClientId = oidcClientId;
    }

    /** Never shown again. */
    public String getSecret() {
        return null;
    }

    public void setSecret(String secret) {
        this.secret = secret;
    }

    public String[] getDomains() {
        return domains.clone();
    }

    public void setDomains(String[] domains) {
        this.domains = domains.clone();
    }
}
