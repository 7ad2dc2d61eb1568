package org.countersign.web.settings;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.countersign.platform.NotFoundException;
import org.countersign.tenancy.access.OwnSignIn;
import org.countersign.tenancy.access.SignInPlace;
import org.countersign.tenancy.access.SignInWay;
import org.countersign.tenancy.identity.KeycloakException;
import org.countersign.web.shell.Notices;
import org.countersign.web.shell.Texts;

/**
 * Part of {@code /settings/you.xhtml}: how the reader signs in, and where they are signed in. While
 * Keycloak does not answer, this part says so and the rest of the page stands.
 */
@Named
@ViewScoped
public class OwnSignInPage implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final String HERE = "/settings/you?faces-redirect=true";

    @Inject OwnSignIn own;
    @Inject Notices notices;
    @Inject Texts texts;

    private ArrayList<SignInWay> ways = new ArrayList<>();
    private ArrayList<SignInPlace> places = new ArrayList<>();
    private boolean unavailable;

    public void load() {
        try {
            ways = new ArrayList<>(own.ways());
            places = new ArrayList<>(own.places());
            unavailable = false;
        } catch (KeycloakException away) {
            ways = new ArrayList<>();
            places = new ArrayList<>();
            unavailable = true;
        }
    }

    public String removePassword() {
        if (!notices.attempt(() -> own.removePassword(texts.getLocale().getLanguage()))) {
            return null;
        }
        notices.done("own_sign_in.message.password_removed");
        return HERE;
    }

    /** One that is over meanwhile is what was wanted. */
    public String signOut(String session) {
        boolean ended =
                notices.attempt(
                        () -> {
                            try {
                                own.signOut(session);
                            } catch (NotFoundException over) {
                                load();
                            }
                        });
        if (!ended) {
            return null;
        }
        notices.done("own_sign_in.message.signed_out");
        return HERE;
    }

    public String signOutElsewhere() {
        if (!notices.attempt(own::signOutElsewhere)) {
            return null;
        }
        notices.done("own_sign_in.message.signed_out_elsewhere");
        return HERE;
    }

    public boolean isUnavailable() {
        return unavailable;
    }

    public List<SignInWay> getWays() {
        return ways;
    }

    public boolean isPassword() {
        return ways.stream().anyMatch(way -> way.kind() == SignInWay.Kind.PASSWORD);
    }

    public List<SignInPlace> getPlaces() {
        return places;
    }
}
