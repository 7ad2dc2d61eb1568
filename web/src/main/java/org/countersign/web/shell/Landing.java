package org.countersign.web.shell;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/**
 * Backs {@code /index.xhtml}: staff start at the Desk, people of a client at Review, people of a
 * vendor at their assignments, operators at the agencies.
 */
@Named
@RequestScoped
public class Landing {

    @Inject Viewer viewer;

    public String go() {
        if (viewer.isStaff()) {
            return "/desk?faces-redirect=true";
        }
        if (viewer.isOperator()) {
            return "/operator/agencies?faces-redirect=true";
        }
        if (viewer.isVendor()) {
            return "/vendor/desk?faces-redirect=true";
        }
        return viewer.isClient() ? "/approval/review?faces-redirect=true" : null;
    }
}
