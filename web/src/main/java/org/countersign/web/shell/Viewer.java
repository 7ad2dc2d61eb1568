package org.countersign.web.shell;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.stream.Stream;
import org.countersign.platform.AgencyPrincipal;
import org.countersign.platform.Permissions;
import org.countersign.platform.Roles;
import org.countersign.tenancy.Agencies;
import org.countersign.tenancy.AgencyCard;

/**
 * Who is looking, for templates: a name to show and which parts of a page to draw. What a person
 * may do is decided by the services; a part not drawn is a courtesy, not a lock.
 */
@Named
@RequestScoped
public class Viewer {

    @Inject HttpServletRequest request;
    @EJB Agencies agencies;

    private AgencyCard agency;

    public boolean isSignedIn() {
        return request.getUserPrincipal() instanceof AgencyPrincipal;
    }

    /** Empty for somebody not signed in; error pages may be seen by anybody. */
    public String getName() {
        return isSignedIn() ? principal().displayName() : "";
    }

    public String getMail() {
        return isSignedIn() ? principal().mail() : "";
    }

    /** Keeps the drafts of two people on one device apart. */
    public String getId() {
        return isSignedIn() ? principal().personId() : "";
    }

    public String getAgency() {
        return isSignedIn() ? card().name() : "";
    }

    /** Address of the agency's colour as a style sheet; empty while it has none. */
    public String getAccentSheet() {
        return isSignedIn() && card().coloured() ? "/look/accent.css?v=" + card().look() : "";
    }

    /** Address of the agency's logo; empty while it has none. */
    public String getAgencyLogo() {
        return isSignedIn() && card().logo() ? "/look/logo?v=" + card().look() : "";
    }

    private AgencyCard card() {
        if (agency == null) {
            agency = agencies.current();
        }
        return agency;
    }

    public String getAgencyInitials() {
        return Initials.of(getAgency());
    }

    public String getInitials() {
        return Initials.of(getName());
    }

    /** A person of a client company: sees reviews, not desks. */
    public boolean isClient() {
        return has(Roles.CLIENT_OWNER, Roles.CLIENT_APPROVER, Roles.CLIENT_VIEWER);
    }

    public boolean isStaff() {
        return has(Permissions.DESK_READ);
    }

    /** Runs the installation; has no part in any agency. */
    public boolean isOperator() {
        return has(Permissions.AGENCIES_READ);
    }

    /** May write posts. */
    public boolean isWrites() {
        return has(Permissions.POSTS_WRITE);
    }

    /** Somebody of a vendor: sees their assignments and what they write for them. */
    public boolean isVendor() {
        return has(Roles.VENDOR);
    }

    /** May put posts before the client. */
    public boolean isSubmits() {
        return has(Permissions.SUBMISSIONS_SUBMIT);
    }

    /** May see vendors. */
    public boolean isVendors() {
        return has(Permissions.VENDORS_READ);
    }

    /** May change vendors and the texts they accept. */
    public boolean isKeepsVendors() {
        return has(Permissions.VENDORS_WRITE);
    }

    /** May ask people of vendors in and end their access. */
    public boolean isKeepsVendorPeople() {
        return has(Permissions.VENDORS_PEOPLE);
    }

    /** May write assignments and propose them. */
    public boolean isEngages() {
        return has(Permissions.ASSIGNMENTS_PROPOSE);
    }

    /** May see stops. */
    public boolean isSeesHolds() {
        return has(Permissions.HOLDS_READ);
    }

    /** May make campaigns. */
    public boolean isPlans() {
        return has(Permissions.CAMPAIGNS_WRITE);
    }

    /** May add rules. */
    public boolean isRules() {
        return has(Permissions.RULES_WRITE);
    }

    /** May end rules. */
    public boolean isRetires() {
        return has(Permissions.RULES_RETIRE);
    }

    /** May approve for the client. */
    public boolean isDecides() {
        return isClient() && has(Permissions.SUBMISSIONS_DECIDE);
    }

    /** May sign the lifting of a hold. */
    public boolean isLifts() {
        return has(Permissions.HOLDS_LIFT);
    }

    /** May place a hold: everybody who works on a brand or owns it. */
    public boolean isStops() {
        return has(Permissions.HOLDS_PLACE);
    }

    /** May make and change brands. */
    public boolean isManagesBrands() {
        return has(Permissions.BRANDS_WRITE);
    }

    /** May add channels and ask a client to connect them. */
    public boolean isManagesChannels() {
        return has(Permissions.CHANNELS_MANAGE);
    }

    /** May end a connection and have a network asked. */
    public boolean isDisconnects() {
        return has(Permissions.CHANNELS_DISCONNECT);
    }

    /** Owns a client: connects its accounts without being asked. */
    public boolean isClientOwner() {
        return has(Roles.CLIENT_OWNER);
    }

    /** May see developer apps. */
    public boolean isSeesApps() {
        return has(Permissions.APPS_READ);
    }

    /** May bring developer apps and say whether staff connect accounts. */
    public boolean isRulesNetworks() {
        return has(Permissions.APPS_WRITE);
    }

    /** May change the agency's look. */
    public boolean isKeepsLook() {
        return has(Permissions.LOOK_CHANGE);
    }

    /** May give programs access to the API. */
    public boolean isPrograms() {
        return has(Permissions.SERVICES_MANAGE);
    }

    /** May see whose data may be erased. */
    public boolean isAnswersForPeople() {
        return has(Permissions.PRIVACY_PEOPLE);
    }

    /** May erase people. */
    public boolean isErases() {
        return has(Permissions.PRIVACY_ERASE);
    }

    /** May have an erasure wait. */
    public boolean isHoldsErasures() {
        return has(Permissions.PRIVACY_HOLD);
    }

    /** May ask for a copy of somebody's data. */
    public boolean isExportsPeople() {
        return has(Permissions.PRIVACY_EXPORT);
    }

    /** May set how long things are kept, and publish texts. */
    public boolean isKeepsPrivacy() {
        return has(Permissions.PRIVACY_MANAGE);
    }

    /** May see who works for the agency. */
    public boolean isPeople() {
        return has(Permissions.PEOPLE_READ);
    }

    /** May ask staff in, change their roles and end their access. */
    public boolean isStaffing() {
        return has(Permissions.PEOPLE_WRITE);
    }

    /** May send publications again that wait for somebody, or take them off the list. */
    public boolean isSteers() {
        return has(Permissions.PUBLICATIONS_STEER);
    }

    /** May see who may do what for a client. */
    public boolean isMandates() {
        return has(Permissions.MANDATES_READ);
    }

    /** May appoint people of the own company. */
    public boolean isAppoints() {
        return has(Permissions.MANDATES_GIVE);
    }

    /** May ask a client's first owner in and suggest others. */
    public boolean isProposes() {
        return has(Permissions.MANDATES_PROPOSE);
    }

    /** May take on and rename clients. */
    public boolean isClientele() {
        return has(Permissions.CLIENTS_WRITE);
    }

    /** May say which actions ask for a stronger sign-in. */
    public boolean isGuards() {
        return has(Permissions.ACTIONS_GUARD);
    }

    /** May build and end walls. */
    public boolean isWalls() {
        return has(Permissions.WALLS_WRITE);
    }

    private boolean has(String... roles) {
        return Stream.of(roles).anyMatch(request::isUserInRole);
    }

    private AgencyPrincipal principal() {
        return (AgencyPrincipal) request.getUserPrincipal();
    }
}
