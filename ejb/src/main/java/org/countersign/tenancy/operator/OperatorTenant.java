package org.countersign.tenancy.operator;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
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
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.countersign.platform.AgencyWork;
import org.countersign.platform.Database;
import org.countersign.platform.RefusedException;
import org.countersign.platform.Roles;
import org.countersign.platform.Settings;
import org.countersign.tenancy.identity.KeycloakAdmin;
import org.countersign.tenancy.identity.RealmTemplate;

/**
 * Brings up the operator's own tenant after a start: its signing key, its realm, and its first
 * operator when it has none. The launcher made the tenant's rows. Tried until it is done, since
 * Keycloak may come up after the application; with an operator in the books Keycloak is not needed.
 */
@Startup
@Singleton
@RunAs(Roles.SYSTEM)
@PermitAll
@Lock(LockType.READ)
@TransactionManagement(
        TransactionManagementType.BEAN) // NOT_SUPPORTED does not reach timers on Payara
public class OperatorTenant {

    /** The reserved agency of those who run the installation. */
    public static final String AGENCY = RealmTemplate.OPERATOR_AGENCY;

    private static final System.Logger LOG = System.getLogger(OperatorTenant.class.getName());
    private static final String JOB = "operator";
    private static final Duration INVITED_FOR = Duration.ofDays(7);

    @EJB AgencyWork agencyWork;
    @Inject KeycloakAdmin keycloak;
    @Inject RealmTemplate template;
    @Inject AgencyKeys keys;
    @Inject Database database;
    @Inject Settings settings;

    private final AtomicBoolean running = new AtomicBoolean();
    private volatile boolean realm;
    private volatile boolean done;
    private volatile String obstacle = "not begun";

    /** The realm is there, so that people may be added to it. */
    public boolean hasRealm() {
        return realm;
    }

    /** Somebody can sign in as operator. */
    public boolean isDone() {
        return done;
    }

    /** What stands in the way, for the people who start the installation. */
    public String obstacle() {
        return done ? "" : obstacle;
    }

    @Schedule(
            second = "*/2",
            minute = "*",
            hour = "*",
            persistent = false,
            info = "operator tenant")
    void run() {
        if (done || !running.compareAndSet(false, true)) {
            return;
        }
        try {
            bringUp();
        } catch (RefusedException refused) {
            obstacle(refused.getMessage());
        } catch (RuntimeException broken) {
            obstacle(broken.toString());
        } finally {
            running.set(false);
        }
    }

    private void bringUp() {
        Optional<String> host = agencyWork.in(AGENCY, JOB, this::hostWithKey);
        if (host.isEmpty()) {
            obstacle("the launcher has not made the operator's tenant");
            return;
        }
        boolean known =
                agencyWork.in(
                        AGENCY,
                        JOB,
                        () ->
                                database.first(
                                                "select 1 from person where active limit 1",
                                                row -> true)
                                        .isPresent());
        if (!known || !realm) {
            try {
                ensureRealm(host.get());
            } catch (RefusedException refused) {
                if (!known) {
                    throw refused;
                }
                LOG.log(
                        System.Logger.Level.WARNING,
                        "the operator''s realm was not looked at: {0}",
                        refused.getMessage());
            }
        }
        if (known) {
            realm = true;
            done = true;
        } else if (!settings.isDemo()) {
            firstOperator(host.get());
        }
    }

    private Optional<String> hostWithKey() {
        var host =
                database.first(
                        "select host from agency_host where agency_id = ? and state = 'ACTIVE' limit 1",
                        row -> row.text(1),
                        AGENCY);
        if (host.isPresent()) {
            keys.ensure();
        }
        return host;
    }

    private void ensureRealm(String host) {
        var realms = keycloak.realms();
        Optional<JsonObject> found = realms.find(AGENCY);
        if (found.isEmpty()) {
            realms.create(Marked.with(template.realm(AGENCY, "Countersign", host), AGENCY));
        } else if (!Marked.is(found.get(), AGENCY)) {
            throw new IllegalStateException(
                    "Keycloak has a realm named operator that Countersign did not make");
        } else {
            var clients = keycloak.clients(AGENCY);
            clients.find(RealmTemplate.WEB_CLIENT)
                    .ifPresent(
                            client ->
                                    clients.change(
                                            client.getString("id"),
                                            template.webClient(AGENCY, host)));
        }
        keycloak.clients(AGENCY).close(RealmTemplate.CLOSED_CLIENTS);
        realm = true;
    }

    /** Mailed a link under which they set their password; the books know them once it is out. */
    private void firstOperator(String host) {
        String mail =
                settings.operatorMail()
                        .orElseThrow(
                                () ->
                                        new IllegalStateException(
                                                "COUNTERSIGN_OPERATOR_MAIL is not set"));
        var users = keycloak.users(AGENCY);
        String id =
                users.findByMail(mail)
                        .map(user -> user.getString("id"))
                        .orElseGet(
                                () ->
                                        users.create(
                                                Json.createObjectBuilder()
                                                        .add("username", mail)
                                                        .add("email", mail)
                                                        .add("enabled", true)
                                                        .add(
                                                                "requiredActions",
                                                                Json.createArrayBuilder()
                                                                        .add("UPDATE_PASSWORD"))
                                                        .build()));
        users.sendActionsMail(
                id,
                List.of("UPDATE_PASSWORD", "UPDATE_PROFILE", "VERIFY_EMAIL"),
                RealmTemplate.WEB_CLIENT,
                settings.agencyUrl(host) + "/",
                INVITED_FOR);
        add(id, mail, mail);
        LOG.log(System.Logger.Level.INFO, "the first operator was invited person={0}", id);
    }

    /** Puts somebody of the realm into the books as the first operator. */
    @RolesAllowed(Roles.SYSTEM)
    public void add(String id, String name, String mail) {
        agencyWork.in(
                AGENCY,
                JOB,
                () ->
                        database.first("select 1 from person where id = ?", row -> 0, id)
                                .orElseGet(
                                        () ->
                                                database.update(
                                                        """
                                                        insert into person (id, name, mail, side, roles)
                                                        values (?, ?, ?, 'OPERATOR', ?)""",
                                                        id,
                                                        name,
                                                        mail,
                                                        new String[] {Roles.OPERATOR})));
    }

    private void obstacle(String what) {
        if (!what.equals(obstacle)) {
            LOG.log(System.Logger.Level.WARNING, "the operator''s tenant is not up: {0}", what);
        }
        obstacle = what;
    }
}
