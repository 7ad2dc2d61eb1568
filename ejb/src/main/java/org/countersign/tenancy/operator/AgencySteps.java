package org.countersign.tenancy.operator;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.countersign.audit.AuditTrail;
import org.countersign.platform.AgencyWork;
import org.countersign.platform.Database;
import org.countersign.platform.InvalidInputException;
import org.countersign.platform.Roles;
import org.countersign.platform.Settings;
import org.countersign.tenancy.identity.KeycloakAdmin;
import org.countersign.tenancy.identity.KeycloakConflictException;
import org.countersign.tenancy.identity.KeycloakUnreachableException;
import org.countersign.tenancy.identity.RealmTemplate;

/**
 * The steps of tasks. Each looks first what is there already, so that doing it again after a lost
 * answer changes nothing. Called outside any transaction.
 */
@ApplicationScoped
class AgencySteps {

    /** How long the first owner may wait before they follow the invitation. */
    private static final Duration INVITED_FOR = Duration.ofDays(7);

    private static final String JOB = "provisioning";

    /** Parts of the template that are no plain settings and yet belong to them. */
    private static final Set<String> SETTINGS = Set.of("smtpServer", "supportedLocales");

    @EJB AgencyWork agencyWork;
    @EJB OperatorWork operatorWork;
    @Inject KeycloakAdmin keycloak;
    @Inject RealmTemplate template;
    @Inject AgencyKeys keys;
    @Inject AgencyArchive archive;
    @Inject Certificates certificates;
    @Inject Database database;
    @Inject AuditTrail trail;
    @Inject Settings settings;

    void run(String step, Tasks.Work work) {
        switch (step) {
            case "KEY" -> inAgency(work, () -> keys.ensure());
            case "REALM" -> realm(work);
            case "SETTINGS" -> settings(work);
            case "CLIENT" -> client(work, current(work));
            case "CLIENT_BOTH" -> clientOfBoth(work);
            case "OWNER" -> owner(work);
            case "OPEN" -> operator(work, "select set_agency_state(?, 'ACTIVE')", work.slug());
            case "INVITATION" -> invitation(work);
            case "HOST" -> operator(work, "select move_agency(?, ?)", work.slug(), work.detail());
            case "REALM_OFF" -> switchRealm(work, false);
            case "REALM_ON" -> switchRealm(work, true);
            case "ARCHIVE" -> archive.make(work);
            case "REALM_GONE" -> removeRealm(work);
            case "ROWS" -> operator(work, "select erase_agency(?)", work.taskId());
            case "CERTIFICATE" -> certificates.sign(work);
            default -> throw new IllegalStateException("no such step: " + step);
        }
    }

    /** A realm of that name is ours when it carries the agency's id, which only we know. */
    private void realm(Tasks.Work work) {
        if (ours(work).isPresent()) {
            return;
        }
        JsonObject realm =
                Marked.with(
                        template.realm(work.slug(), work.name(), work.host()),
                        work.subjectId().toString());
        try {
            keycloak.realms().create(realm);
        } catch (KeycloakConflictException taken) {
            throw new InvalidInputException("slug", "operator.refused.realm_taken", work.slug());
        }
    }

    private void settings(Tasks.Work work) {
        mustBeOurs(work);
        var plain = Json.createObjectBuilder();
        template.realm(work.slug(), work.name(), work.host())
                .forEach(
                        (name, value) -> {
                            if (SETTINGS.contains(name)
                                    || value.getValueType() != JsonValue.ValueType.ARRAY
                                            && value.getValueType() != JsonValue.ValueType.OBJECT) {
                                plain.add(name, value);
                            }
                        });
        keycloak.realms().change(work.slug(), plain.build());
        keycloak.clients(work.slug()).close(RealmTemplate.CLOSED_CLIENTS);
    }

    private void client(Tasks.Work work, String host) {
        mustBeOurs(work);
        var clients = keycloak.clients(work.slug());
        var found = clients.find(RealmTemplate.WEB_CLIENT);
        if (found.isPresent()) {
            clients.change(found.get().getString("id"), template.webClient(work.slug(), host));
        } else {
            template
                    .realm(work.slug(), work.name(), host)
                    .getJsonArray("clients")
                    .getValuesAs(JsonObject.class)
                    .stream()
                    .filter(c -> c.getString("clientId").equals(RealmTemplate.WEB_CLIENT))
                    .forEach(clients::create);
        }
    }

    /** Until the host has changed, people may come back from Keycloak to either. */
    private void clientOfBoth(Tasks.Work work) {
        mustBeOurs(work);
        var clients = keycloak.clients(work.slug());
        JsonObject found = clients.find(RealmTemplate.WEB_CLIENT).orElseThrow();
        JsonObject next = template.webClient(work.slug(), work.detail());
        JsonArrayBuilder both = Json.createArrayBuilder();
        template.webClient(work.slug(), work.host())
                .getJsonArray("redirectUris")
                .forEach(both::add);
        next.getJsonArray("redirectUris").forEach(both::add);
        clients.change(
                found.getString("id"),
                Json.createObjectBuilder().add("redirectUris", both).build());
    }

    private void owner(Tasks.Work work) {
        mustBeOurs(work);
        var users = keycloak.users(work.slug());
        if (users.find(work.ownerId()).isEmpty()) {
            String name = work.ownerName().strip();
            int space = name.lastIndexOf(' ');
            var user =
                    Json.createObjectBuilder()
                            .add("id", work.ownerId())
                            .add("username", work.ownerMail())
                            .add("email", work.ownerMail())
                            .add("emailVerified", false)
                            .add("firstName", space < 0 ? name : name.substring(0, space))
                            .add("lastName", space < 0 ? "" : name.substring(space + 1))
                            .add("enabled", true)
                            .add(
                                    "requiredActions",
                                    Json.createArrayBuilder().add("UPDATE_PASSWORD"));
            keycloak.realms()
                    .importInto(
                            work.slug(),
                            Json.createObjectBuilder()
                                    .add("ifResourceExists", "FAIL")
                                    .add("users", Json.createArrayBuilder().add(user))
                                    .build());
        }
        inAgency(
                work,
                () -> {
                    int added =
                            database.update(
                                    """
                                    insert into person (id, name, mail, side, roles) values (?, ?, ?, 'AGENCY', ?)
                                    on conflict (agency_id, id) do nothing""",
                                    work.ownerId(),
                                    work.ownerName(),
                                    work.ownerMail(),
                                    new String[] {Roles.AGENCY_OWNER});
                    if (added == 1) {
                        trail.record(
                                "person.invited",
                                "person",
                                work.ownerId(),
                                Map.of("roles", Roles.AGENCY_OWNER));
                    }
                    return added;
                });
    }

    private void invitation(Tasks.Work work) {
        try {
            keycloak.users(work.slug())
                    .sendActionsMail(
                            work.ownerId(),
                            List.of("UPDATE_PASSWORD", "VERIFY_EMAIL"),
                            RealmTemplate.WEB_CLIENT,
                            settings.agencyUrl(current(work)) + "/",
                            INVITED_FOR);
        } catch (KeycloakUnreachableException notSent) {
            throw new InvalidInputException("ownerMail", "operator.refused.mail", work.ownerMail());
        }
    }

    private void switchRealm(Tasks.Work work, boolean on) {
        if (ours(work).isEmpty()) {
            return; // it was never made
        }
        var realms = keycloak.realms();
        realms.change(work.slug(), Json.createObjectBuilder().add("enabled", on).build());
        if (!on) {
            realms.logOutAll(work.slug());
        }
    }

    private void removeRealm(Tasks.Work work) {
        if (ours(work).isPresent()) {
            keycloak.realms().delete(work.slug());
        }
    }

    private Optional<JsonObject> ours(Tasks.Work work) {
        return keycloak.realms()
                .find(work.slug())
                .filter(realm -> Marked.is(realm, work.subjectId().toString()));
    }

    private void mustBeOurs(Tasks.Work work) {
        if (ours(work).isEmpty()) {
            throw new InvalidInputException("slug", "operator.refused.realm_taken", work.slug());
        }
    }

    /** The host as the books have it now; a step before may have changed it. */
    private String current(Tasks.Work work) {
        return agencyWork.in(
                OperatorTenant.AGENCY,
                JOB,
                () ->
                        database.first(
                                        "select host from provisioned_agency where id = ?",
                                        row -> row.text(1),
                                        work.subjectId())
                                .orElseThrow());
    }

    private <T> void inAgency(Tasks.Work work, Supplier<T> change) {
        agencyWork.in(work.slug(), JOB, change);
    }

    private void operator(Tasks.Work work, String call, Object... values) {
        operatorWork.as(work.orderedBy(), () -> database.list(call, row -> true, values));
    }
}
