package org.countersign.web.shell;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.countersign.platform.AgencyPrincipal;
import org.countersign.platform.Strength;

/** Ways to the sign-in page and back to where somebody is; what was typed waits in the browser. */
@Named
@RequestScoped
public class SignInLinks {

    @Inject HttpServletRequest request;
    @Inject Appearance appearance;

    /** Asks for a stronger sign-in. */
    public String stepUp(Strength least) {
        return here() + "&acr=" + least.word();
    }

    /**
     * Sets up or changes a way of signing in.
     *
     * @param credential {@code password}, {@code otp} or {@code passkey}
     */
    public String setUp(String credential) {
        return here() + "&setup=" + credential;
    }

    /**
     * Removes an authenticator app or a passkey.
     *
     * @param id Keycloak's
     */
    public String remove(String id) {
        return here() + "&remove=" + id;
    }

    /** Whether this sign-in is not strong enough for something. */
    public boolean tooWeak(Strength least) {
        return !getStrength().reaches(least);
    }

    /** How strong this sign-in is. */
    public Strength getStrength() {
        return request.getUserPrincipal() instanceof AgencyPrincipal person
                ? person.strength()
                : Strength.MAIL;
    }

    private String here() {
        return request.getContextPath()
                + "/sign-in?return="
                + URLEncoder.encode(appearance.getHere(), StandardCharsets.UTF_8);
    }
}
