package org.countersign.demo;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RunAs;
import jakarta.ejb.EJB;
import jakarta.ejb.Lock;
import jakarta.ejb.LockType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.countersign.platform.AgencyWork;
import org.countersign.platform.Database;
import org.countersign.platform.RefusedException;
import org.countersign.platform.Roles;
import org.countersign.platform.Settings;
import org.countersign.tenancy.identity.KeycloakAdmin;
import org.countersign.tenancy.operator.NewAgency;
import org.countersign.tenancy.operator.OperatorTenant;
import org.countersign.tenancy.operator.OperatorWork;
import org.countersign.tenancy.operator.Provisioning;

/**
 * Brings up the demo: the operator's first person, then both agencies by the same provisioning as
 * any other agency, then what only a demo has: people with fixed ids and printed passwords, and a
 * client that takes passwords from the command line. Tried until it is done, and safe to repeat.
 * Does nothing outside the demo.
 */
@Startup
@Singleton
@RunAs(Roles.SYSTEM)
@PermitAll
@Lock(LockType.READ)
@TransactionManagement(
        TransactionManagementType.BEAN) // NOT_SUPPORTED does not reach timers on Payara
public class DemoAgencies {

    private static final System.Logger LOG = System.getLogger(DemoAgencies.class.getName());
    private static final String JOB = "demo";

    @EJB AgencyWork agencyWork;
    @EJB OperatorWork operatorWork;
    @EJB OperatorTenant operatorTenant;
    @EJB DemoData data;
    @Inject Provisioning provisioning;
    @Inject KeycloakAdmin keycloak;
    @Inject Database database;
    @Inject Settings settings;

    private final AtomicBoolean running = new AtomicBoolean();
    private volatile boolean done;
    private volatile String obstacle = "not begun";

    private record Known(UUID id, String task) {}

    /** True outside the demo, too: then nothing is missing. */
    public boolean isDone() {
        return done || settings.demoFile().isEmpty();
    }

    public String obstacle() {
        return isDone() ? "" : obstacle;
    }

    @Schedule(second = "*", minute = "*", hour = "*", persistent = false, info = "demo")
    void run() {
        if (isDone() || !operatorTenant.hasRealm() || !running.compareAndSet(false, true)) {
            return;
        }
        try {
            bringUp(read(settings.demoFile().orElseThrow()));
        } catch (RefusedException refused) {
            obstacle = refused.getMessage();
        } catch (RuntimeException broken) {
            obstacle = broken.toString();
            LOG.log(System.Logger.Level.WARNING, "the demo is not up yet", broken);
        } finally {
            running.set(false);
        }
    }

    private void bringUp(JsonObject demo) {
        JsonObject operator = demo.getJsonObject("operator");
        String operatorId = operator.getString("id");
        importPeople(OperatorTenant.AGENCY, List.of(operator));
        operatorTenant.add(operatorId, operator.getString("name"), operator.getString("mail"));
        List<JsonObject> agencies = demo.getJsonArray("agencies").getValuesAs(JsonObject.class);
        boolean all = true;
        for (JsonObject agency : agencies) {
            all &= provisioned(operatorId, agency);
        }
        if (!all) {
            return;
        }
        for (JsonObject agency : agencies) {
            importPeople(
                    agency.getString("id"),
                    agency.getJsonArray("people").getValuesAs(JsonObject.class));
            organizations(agency);
            data.fill(agency);
        }
        done = true;
        LOG.log(System.Logger.Level.INFO, "the demo is up");
    }

    private boolean provisioned(String operatorId, JsonObject agency) {
        Optional<Known> known =
                agencyWork.in(
                        OperatorTenant.AGENCY,
                        JOB,
                        () ->
                                database.first(
                                        """
                                        select p.id, (select k.state from agency_task k
                                                       where k.subject_id = p.id and k.kind = 'PROVISION')
                                        from provisioned_agency p where p.slug = ?""",
                                        row -> new Known(row.uuid(1), row.text(2)),
                                        agency.getString("id")));
        if (known.isEmpty()) {
            JsonObject owner =
                    agency.getJsonArray("people").getValuesAs(JsonObject.class).stream()
                            .filter(p -> p.get("roles").toString().contains(Roles.AGENCY_OWNER))
                            .findFirst()
                            .orElseThrow();
            var wanted =
                    new NewAgency(
                            agency.getString("id"),
                            agency.getString("name"),
                            agency.getString("host"),
                            owner.getString("name"),
                            owner.getString("mail"));
            operatorWork.as(operatorId, () -> provisioning.order(wanted, owner.getString("id")));
            return false;
        }
        if (known.get().task().equals("FAILED")) {
            obstacle = "provisioning of " + agency.getString("id") + " failed";
            operatorWork.as(
                    operatorId,
                    () -> {
                        provisioning.tryAgain(known.get().id());
                        return true;
                    });
            return false;
        }
        return known.get().task().equals("DONE");
    }

    /** With the ids and passwords of the demo's file; whoever is there from provisioning too. */
    private void importPeople(String realm, List<JsonObject> people) {
        var users = keycloak.users(realm);
        if (people.stream()
                .allMatch(p -> users.findByUsername(p.getString("username")).isPresent())) {
            return;
        }
        JsonArrayBuilder all = Json.createArrayBuilder();
        people.stream().map(DemoAgencies::user).forEach(all::add);
        keycloak.realms()
                .importInto(
                        realm,
                        Json.createObjectBuilder()
                                .add("ifResourceExists", "OVERWRITE")
                                .add("users", all)
                                .add("clients", Json.createArrayBuilder().add(commandLineClient()))
                                .build());
    }

    private static JsonObject user(JsonObject person) {
        String name = person.getString("name");
        int space = name.indexOf(' ');
        return Json.createObjectBuilder()
                .add("id", person.getString("id"))
                .add("username", person.getString("username"))
                .add("enabled", true)
                .add("firstName", name.substring(0, space))
                .add("lastName", name.substring(space + 1))
                .add("email", person.getString("mail"))
                .add("emailVerified", true)
                .add(
                        "credentials",
                        Json.createArrayBuilder()
                                .add(
                                        Json.createObjectBuilder()
                                                .add("type", "password")
                                                .add("value", person.getString("password"))
                                                .add("temporary", false)))
                .add("realmRoles", person.get("roles"))
                .build();
    }

    /** Lets the documented curl lines sign in as a demo person; no other realm has it. */
    private static JsonObject commandLineClient() {
        JsonArrayBuilder scopes = Json.createArrayBuilder();
        List.of("basic", "acr", "roles", "profile", "email", "organization").forEach(scopes::add);
        return Json.createObjectBuilder()
                .add("clientId", "countersign-cli")
                .add("name", "Countersign command line (demo)")
                .add("enabled", true)
                .add("publicClient", true)
                .add("protocol", "openid-connect")
                .add("standardFlowEnabled", false)
                .add("implicitFlowEnabled", false)
                .add("serviceAccountsEnabled", false)
                .add("directAccessGrantsEnabled", true)
                .add("fullScopeAllowed", true)
                .add("consentRequired", false)
                .add("defaultClientScopes", scopes)
                .add("optionalClientScopes", Json.createArrayBuilder())
                // so a token's issue time is the time of its password
                .add("attributes", Json.createObjectBuilder().add("use.refresh.tokens", "false"))
                .build();
    }

    private void organizations(JsonObject agency) {
        var organizations = keycloak.organizations(agency.getString("id"));
        for (JsonObject client : agency.getJsonArray("clients").getValuesAs(JsonObject.class)) {
            String alias = client.getString("alias");
            if (organizations.findByAlias(alias).isPresent()) {
                continue;
            }
            String id =
                    organizations.create(client.getString("name"), alias, List.of(alias + ".test"));
            agency.getJsonArray("people").getValuesAs(JsonObject.class).stream()
                    .filter(person -> alias.equals(person.getString("client", "")))
                    .forEach(person -> organizations.addMember(id, person.getString("id")));
        }
    }

    private static JsonObject read(Path file) {
        try (var in = Files.newInputStream(file);
                var reader = Json.createReader(in)) {
            return reader.readObject();
        } catch (IOException e) {
            throw new UncheckedIOException("the demo file cannot be read", e);
        }
    }
}
