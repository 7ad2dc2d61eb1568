package org.countersign.tenancy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.countersign.platform.Database;
import org.countersign.platform.Secrets;
import org.countersign.tenancy.identity.KeycloakAdmin;
import org.countersign.tenancy.identity.KeycloakOrganizations;
import org.countersign.tenancy.identity.KeycloakUsers;
import org.countersign.tenancy.look.AgencyLook;
import org.countersign.tenancy.look.LookBook;
import org.countersign.tenancy.look.LookSteps;

/**
 * How Keycloak is made to agree with the books: what a task wants, read in a transaction, and the
 * calls that bring it about, outside any. Each step looks first and changes what differs, so it may
 * be repeated after any failure.
 */
@ApplicationScoped
class IdentitySteps {

    @Inject Database database;
    @Inject KeycloakAdmin keycloak;
    @Inject Inviting inviting;
    @Inject SignOnSteps signOns;
    @Inject LookBook lookBook;
    @Inject LookSteps looks;
    @Inject Secrets secrets;

    /**
     * @param wanted how often the books have asked; what comes later is another turn
     */
    record Task(String kind, String ref, long wanted, int attempts) {}

    /**
     * @param invited they have never signed in
     * @param readdress somebody else gave them this address, and Keycloak has to follow
     */
    private record Account(
            String id,
            String name,
            String mail,
            boolean enabled,
            List<String> organizations,
            boolean invited,
            boolean readdress) {}

    private record Company(String alias, String name, List<String> domains) {}

    /** What has to be done outside, once the transaction that read it is over. */
    interface Calls {
        /**
         * @return empty when Keycloak agrees now, else the key of what stands in the way for good
         */
        Optional<String> make();
    }

    Optional<Task> task(UUID id) {
        return database.first(
                "select kind, ref, wanted, attempts from identity_task where id = ? and state = 'WAITING'",
                row -> new Task(row.text(1), row.text(2), row.big(3), row.number(4)),
                id);
    }

    /** Reads what the books say now. */
    Calls plan(String realm, Task task) {
        return switch (task.kind()) {
            case "person" -> {
                Account account = account(task.ref());
                yield () -> person(realm, account);
            }
            case "client" -> {
                Company company = company(UUID.fromString(task.ref()));
                yield () -> client(realm, company);
            }
            case "sign_on" -> {
                SignOnSteps.Wanted wanted = signOn(UUID.fromString(task.ref()));
                yield () -> signOns.bringAbout(realm, wanted);
            }
            case "look" -> {
                AgencyLook look = lookBook.read();
                yield () -> {
                    looks.bringAbout(realm, look);
                    return Optional.empty();
                };
            }
            default -> throw new IllegalStateException("no such task: " + task.kind());
        };
    }

    /** Stores the outcome; what was asked for meanwhile keeps the task waiting. */
    void done(UUID id, Task task) {
        database.update(
                """
                update identity_task set done = ?, attempts = 0, failure = null, readdress = readdress and wanted > ?,
                       state = case when wanted > ? then 'WAITING' else 'DONE' end, next_at = db_now()
                where id = ?""",
                task.wanted(),
                task.wanted(),
                task.wanted(),
                id);
        if ("person".equals(task.kind())) {
            inviting.sendFirst(task.ref());
        }
    }

    void failed(UUID id, Task task, String key, boolean forGood, long pauseSeconds) {
        database.update(
                """
                update identity_task set attempts = ?, failure = ?,
                       state = case when ? and wanted = ? then 'FAILED' else 'WAITING' end,
                       next_at = db_now() + make_interval(secs => ?)
                where id = ?""",
                task.attempts() + 1,
                key,
                forGood,
                task.wanted(),
                (double) pauseSeconds,
                id);
    }

    private Account account(String id) {
        return database.first(
                        """
                        select p.id, p.name, p.mail,
                               p.active and (p.side <> 'CLIENT' or exists (
                                 select from mandate m where m.agency_id = p.agency_id and m.person_id = p.id and m.ended_at is null)),
                               array(select distinct c.alias from mandate m
                                       join client c on c.agency_id = m.agency_id and c.id = m.client_id
                                      where m.agency_id = p.agency_id and m.person_id = p.id and m.ended_at is null),
                               exists (select from invitation i where i.agency_id = p.agency_id and i.person_id = p.id
                                          and i.state = 'OPEN'),
                               coalesce((select t.readdress from identity_task t where t.agency_id = p.agency_id
                                           and t.kind = 'person' and t.ref = p.id), false)
                        from person p where p.id = ?""",
                        row ->
                                new Account(
                                        row.text(1),
                                        row.text(2),
                                        row.text(3),
                                        row.flag(4),
                                        row.texts(5),
                                        row.flag(6),
                                        row.flag(7)),
                        id)
                .orElseThrow();
    }

    private Company company(UUID id) {
        return database.first(
                        """
                        select c.alias, c.name, array(select d.domain from client_domain d
                                 where d.agency_id = c.agency_id and d.client_id = c.id order by 1)
                        from client c where c.id = ?""",
                        row -> new Company(row.text(1), row.text(2), row.texts(3)),
                        id)
                .orElseThrow();
    }

    private SignOnSteps.Wanted signOn(UUID client) {
        return database.first(
                        """
                        select c.alias, c.name, o.issuer, o.oidc_client_id, o.secret,
                               case when o.active then o.domains else '{}' end
                        from client_sign_on o join client c on c.agency_id = o.agency_id and c.id = o.client_id
                        where o.client_id = ?""",
                        row ->
                                new SignOnSteps.Wanted(
                                        row.text(1),
                                        row.text(2),
                                        row.text(3),
                                        row.text(4),
                                        secrets.open(row.bytes(5), client.toString()),
                                        row.texts(6)),
                        client)
                .orElseThrow();
    }

    // ---- calls ----

    boolean realmExists(String realm) {
        return keycloak.realms().find(realm).isPresent();
    }

    private Optional<String> person(String realm, Account account) {
        KeycloakUsers users = keycloak.users(realm);
        Optional<JsonObject> known = users.find(account.id());
        if (known.isEmpty()) {
            if (!account.enabled()) {
                return Optional.empty();
            }
            if (users.findByMail(account.mail()).isPresent()) {
                return Optional.of("identity.refused.mail_elsewhere");
            }
            keycloak.realms().importInto(realm, added(realm, account));
        } else {
            if (account.readdress() && !readdressed(realm, known.get(), account)) {
                return Optional.of("identity.refused.mail_elsewhere");
            }
            users.enable(account.id(), account.enabled());
            if (!account.enabled()) {
                users.logOut(account.id());
            }
        }
        return memberships(realm, account);
    }

    /**
     * Gives the account the address of the books, and ends what was begun under the old one. The
     * name by which Keycloak knows an account never changes, so that of somebody who was never here
     * is made anew, under the same id.
     *
     * @return false when another account has that address
     */
    private boolean readdressed(String realm, JsonObject known, Account account) {
        KeycloakUsers users = keycloak.users(realm);
        if (known.getString("email", "").equalsIgnoreCase(account.mail())) {
            return true;
        }
        if (users.findByMail(account.mail()).isPresent()) {
            return false;
        }
        if (account.invited()) {
            users.delete(account.id());
            keycloak.realms().importInto(realm, added(realm, account));
        } else {
            users.change(
                    account.id(),
                    Json.createObjectBuilder()
                            .add("email", account.mail())
                            .add("emailVerified", true)
                            .build());
            users.logOut(account.id());
        }
        return true;
    }

    /** The organizations are those of the books; anybody added in Keycloak's console is let go. */
    private Optional<String> memberships(String realm, Account account) {
        KeycloakOrganizations organizations = keycloak.organizations(realm);
        Map<String, String> current = new HashMap<>();
        organizations
                .ofMember(account.id())
                .forEach(one -> current.put(one.getString("alias"), one.getString("id")));
        for (String alias : account.organizations()) {
            if (current.remove(alias) == null) {
                Optional<JsonObject> found = organizations.findByAlias(alias);
                if (found.isEmpty()) {
                    return Optional.of(IdentityWorker.NOT_YET);
                }
                organizations.addMember(found.get().getString("id"), account.id());
            }
        }
        current.values().forEach(id -> organizations.removeMember(id, account.id()));
        return Optional.empty();
    }

    private Optional<String> client(String realm, Company company) {
        KeycloakOrganizations organizations = keycloak.organizations(realm);
        Optional<JsonObject> found = organizations.findByAlias(company.alias());
        if (found.isEmpty()) {
            organizations.create(company.name(), company.alias(), company.domains());
            return Optional.empty();
        }
        String id = found.get().getString("id");
        organizations.change(id, Json.createObjectBuilder().add("name", company.name()).build());
        if (!company.domains().isEmpty()) {
            organizations.setDomains(id, company.domains());
        }
        return Optional.empty();
    }

    private static JsonObject added(String realm, Account account) {
        int space = account.name().lastIndexOf(' ');
        JsonObject user =
                Json.createObjectBuilder()
                        .add("id", account.id())
                        .add("username", account.mail())
                        .add("email", account.mail())
                        // nobody comes in but by what is sent to this address, or is linked to it
                        .add("emailVerified", true)
                        .add("enabled", true)
                        .add(
                                "firstName",
                                space < 0 ? account.name() : account.name().substring(0, space))
                        .add("lastName", space < 0 ? "" : account.name().substring(space + 1))
                        .add("realmRoles", array(List.of("default-roles-" + realm)))
                        .build();
        return Json.createObjectBuilder()
                .add("ifResourceExists", "SKIP")
                .add("users", Json.createArrayBuilder().add(user))
                .build();
    }

    private static JsonArrayBuilder array(List<String> values) {
        JsonArrayBuilder array = Json.createArrayBuilder();
        values.forEach(array::add);
        return array;
    }
}
