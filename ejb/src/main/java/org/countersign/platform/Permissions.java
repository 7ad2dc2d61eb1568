package org.countersign.platform;

/**
 * Names of the permissions, for {@code @RolesAllowed}. Which role has which is data: {@code
 * permissions.csv} beside this class, read by {@link PermissionMatrix}; a test holds the two
 * together.
 */
public final class Permissions {

    public static final String AGENCY_READ = "agency.read";
    public static final String LOOK_CHANGE = "look.change";
    public static final String PEOPLE_SELF = "people.self";
    public static final String PRIVACY_OWN = "privacy.own";
    public static final String PRIVACY_PEOPLE = "privacy.people";
    public static final String PRIVACY_EXPORT = "privacy.export";
    public static final String PRIVACY_ERASE = "privacy.erase";
    public static final String PRIVACY_HOLD = "privacy.hold";
    public static final String PRIVACY_MANAGE = "privacy.manage";
    public static final String PEOPLE_READ = "people.read";
    public static final String PEOPLE_WRITE = "people.write";
    public static final String MANDATES_READ = "mandates.read";
    public static final String MANDATES_PROPOSE = "mandates.propose";
    public static final String MANDATES_GIVE = "mandates.give";
    public static final String WORKFLOWS_READ = "workflows.read";
    public static final String WORKFLOWS_PROPOSE = "workflows.propose";
    public static final String WORKFLOWS_SETTLE = "workflows.settle";
    public static final String ACTIONS_GUARD = "actions.guard";
    public static final String WALLS_WRITE = "walls.write";
    public static final String REQUESTS_REPEAT = "requests.repeat";
    public static final String CLIENTS_READ = "clients.read";
    public static final String CLIENTS_WRITE = "clients.write";
    public static final String BRANDS_READ = "brands.read";
    public static final String CAMPAIGNS_READ = "campaigns.read";
    public static final String CAMPAIGNS_WRITE = "campaigns.write";
    public static final String POSTS_READ = "posts.read";
    public static final String POSTS_WRITE = "posts.write";
    public static final String ASSETS_READ = "assets.read";
    public static final String ASSETS_WRITE = "assets.write";
    public static final String SUBMISSIONS_READ = "submissions.read";
    public static final String SUBMISSIONS_SUBMIT = "submissions.submit";
    public static final String SUBMISSIONS_DECIDE = "submissions.decide";
    public static final String PUBLICATIONS_READ = "publications.read";
    public static final String PUBLICATIONS_STEER = "publications.steer";
    public static final String HOLDS_READ = "holds.read";
    public static final String HOLDS_PLACE = "holds.place";
    public static final String HOLDS_LIFT = "holds.lift";
    public static final String RULES_READ = "rules.read";
    public static final String RULES_WRITE = "rules.write";
    public static final String RULES_RETIRE = "rules.retire";
    public static final String SCREENINGS_ASK = "screenings.ask";
    public static final String AUDIT_READ = "audit.read";
    public static final String DESK_READ = "desk.read";
    public static final String BRANDS_WRITE = "brands.write";
    public static final String CHANNELS_MANAGE = "channels.manage";
    public static final String CHANNELS_CONNECT = "channels.connect";
    public static final String CHANNELS_DISCONNECT = "channels.disconnect";
    public static final String CHANNELS_INVITED = "channels.invited";
    public static final String CHANNELS_RULE = "channels.rule";
    public static final String APPS_READ = "apps.read";
    public static final String APPS_WRITE = "apps.write";
    public static final String SERVICES_MANAGE = "services.manage";
    public static final String AGENCIES_READ = "agencies.read";
    public static final String AGENCIES_CHANGE = "agencies.change";
    public static final String AGENCIES_ERASE = "agencies.erase";
    public static final String INSTALLATION_READ = "installation.read";
    public static final String APPS_OPERATE = "apps.operate";
    public static final String VENDORS_READ = "vendors.read";
    public static final String VENDORS_WRITE = "vendors.write";
    public static final String VENDORS_PEOPLE = "vendors.people";
    public static final String ASSIGNMENTS_READ = "assignments.read";
    public static final String ASSIGNMENTS_PROPOSE = "assignments.propose";
    public static final String ASSIGNMENTS_APPROVE = "assignments.approve";
    public static final String ASSIGNMENTS_END = "assignments.end";
    public static final String ASSIGNMENTS_ACCEPT = "assignments.accept";
    public static final String FEES_READ = "fees.read";
    public static final String POSTS_DELIVER = "posts.deliver";

    private Permissions() {}
}
