package org.countersign.demo;

import jakarta.annotation.security.RolesAllowed;
import jakarta.annotation.security.RunAs;
import jakarta.ejb.EJB;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.countersign.platform.AgencyWork;
import org.countersign.platform.Database;
import org.countersign.platform.Roles;
import org.countersign.platform.Secrets;
import org.countersign.tenancy.look.Logo;
import org.countersign.tenancy.look.LookBook;
import org.countersign.tenancy.look.LookDraft;

/**
 * Fills a demo agency: people, clients, brands, channels, rules and workflows. Safe to repeat: what
 * is there stays as people left it, and a channel that could not be connected last time is
 * connected now.
 */
@Singleton
@RunAs(Roles.SYSTEM)
@RolesAllowed(Roles.SYSTEM)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class DemoData {

    private static final System.Logger LOG = System.getLogger(DemoData.class.getName());

    @EJB AgencyWork agencyWork;
    @Inject Database database;
    @Inject Secrets secrets;
    @Inject DemoVendors vendors;
    @Inject LookBook looks;

    /**
     * @param agency one of the demo file's
     */
    public void fill(JsonObject agency) {
        String id = agency.getString("id");
        int people = agencyWork.in(id, "demo", () -> agency(agency));
        LOG.log(System.Logger.Level.INFO, "demo filled agency={0} people={1}", id, people);
    }

    private int agency(JsonObject agency) {
        objects(agency, "people").forEach(this::person);
        objects(agency, "clients").forEach(client -> client(client, objects(agency, "people")));
        objects(agency, "people").forEach(this::assignments);
        objects(agency, "walls").forEach(this::wall);
        vendors.fill(agency);
        look(agency.getString("name"), agency.getJsonObject("look"));
        return objects(agency, "people").size();
    }

    private void look(String name, JsonObject look) {
        looks.first(
                new LookDraft(
                        name,
                        look.getString("colour"),
                        look.getString("mailName"),
                        look.getString("replyTo")),
                Logo.of(Base64.getDecoder().decode(look.getString("logo"))));
    }

    private void person(JsonObject person) {
        String[] roles =
                person.getJsonArray("roles").getValuesAs(JsonString.class).stream()
                        .map(JsonString::getString)
                        .toArray(String[]::new);
        boolean ofClient = !isNull(person, "client");
        boolean vendor = List.of(roles).contains(Roles.VENDOR);
        database.update(
                """
                insert into person (id, name, mail, side, roles, all_clients) values (?, ?, ?, ?, ?, ?)
                on conflict (agency_id, id) do nothing""",
                person.getString("id"),
                person.getString("name"),
                person.getString("mail"),
                ofClient ? "CLIENT" : vendor ? "VENDOR" : "AGENCY",
                roles,
                !person.getBoolean("only", false));
    }

    /** Clients that somebody works for by name; what is there already stays as people left it. */
    private void assignments(JsonObject person) {
        if (!person.containsKey("worksFor")
                || exists(
                        "select 1 from client_staff where person_id = ?", person.getString("id"))) {
            return;
        }
        for (JsonString alias : person.getJsonArray("worksFor").getValuesAs(JsonString.class)) {
            database.update(
                    """
                    insert into client_staff (id, client_id, person_id)
                    select ?, c.id, ? from client c where c.alias = ?""",
                    stable(person.getString("id") + alias.getString()),
                    person.getString("id"),
                    alias.getString());
        }
    }

    /** Built once: who takes it down finds it down after the next start. */
    private void wall(JsonObject wall) {
        List<String> between =
                wall.getJsonArray("between").getValuesAs(JsonString.class).stream()
                        .map(JsonString::getString)
                        .toList();
        database.update(
                """
                insert into wall (id, client_a, client_b, reason)
                select ?, least(a.id, b.id), greatest(a.id, b.id), ? from client a, client b
                where a.alias = ? and b.alias = ? on conflict do nothing""",
                stable("wall" + between),
                wall.getString("reason"),
                between.get(0),
                between.get(1));
    }

    private void client(JsonObject client, List<JsonObject> people) {
        UUID id = UUID.fromString(client.getString("id"));
        database.update(
                "insert into client (id, alias, name) values (?, ?, ?) on conflict do nothing",
                id,
                client.getString("alias"),
                client.getString("name"));
        database.update(
                "insert into client_domain (client_id, domain) values (?, ?) on conflict do nothing",
                id,
                client.getString("alias") + ".test");
        mandates(
                id,
                people.stream()
                        .filter(p -> client.getString("alias").equals(p.getString("client", "")))
                        .toList());
        workflow(id, client.getInt("quorum", 1));
        objects(client, "brands").forEach(brand -> brand(id, brand));
    }

    /** The first owner needs nobody; the others are appointed by that owner, as in real life. */
    private void mandates(UUID client, List<JsonObject> people) {
        if (exists("select 1 from mandate where client_id = ?", client)) {
            return;
        }
        String owner =
                people.stream()
                        .filter(p -> roles(p).contains(Roles.CLIENT_OWNER))
                        .map(p -> p.getString("id"))
                        .findFirst()
                        .orElseThrow();
        mandate(client, owner, "OWNER");
        database.list("select set_config('app.person', ?, true)", row -> row.text(1), owner);
        for (JsonObject person : people) {
            if (roles(person).contains(Roles.CLIENT_APPROVER)) {
                mandate(client, person.getString("id"), "APPROVER");
            }
            if (roles(person).contains(Roles.CLIENT_VIEWER)) {
                mandate(client, person.getString("id"), "VIEWER");
            }
        }
        database.list("select set_config('app.person', 'job:demo', true)", row -> row.text(1));
    }

    private void mandate(UUID client, String person, String kind) {
        database.update(
                "insert into mandate (id, client_id, person_id, kind) values (?, ?, ?, ?)",
                stable(client + person + kind),
                client,
                person,
                kind);
    }

    private void workflow(UUID client, int quorum) {
        if (exists("select 1 from workflow where client_id = ?", client)) {
            return;
        }
        UUID workflow = stable(client + "workflow");
        database.update(
                "insert into workflow (id, client_id, name) values (?, ?, 'Client approval')",
                workflow,
                client);
        database.update(
                """
                insert into workflow_stage (workflow_id, position, name, side, quorum)
                values (?, 1, 'Client', 'CLIENT', ?)""",
                workflow,
                quorum);
    }

    private void brand(UUID client, JsonObject brand) {
        UUID id = UUID.fromString(brand.getString("id"));
        database.update(
                """
                insert into brand (id, client_id, name, initials, colour, zone, languages)
                values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing""",
                id,
                client,
                brand.getString("name"),
                brand.getString("initials"),
                brand.getInt("colour"),
                brand.getString("zone"),
                brand.getJsonArray("languages").getValuesAs(JsonString.class).stream()
                        .map(JsonString::getString)
                        .collect(Collectors.joining(",")));
        objects(brand, "channels").forEach(channel -> channel(client, id, channel));
        objects(brand, "rules").forEach(rule -> rule(id, rule));
    }

    private void channel(UUID client, UUID brand, JsonObject channel) {
        UUID id = UUID.fromString(channel.getString("id"));
        database.update(
                """
                insert into channel (id, brand_id, network, handle, account, service_url, public_url)
                values (?, ?, ?, ?, '', ?, ?) on conflict do nothing""",
                id,
                brand,
                channel.getString("network"),
                channel.getString("handle"),
                channel.getString("serviceUrl"),
                channel.getString("publicUrl", null));
        if (!isNull(channel, "appPassword") && !isNull(channel, "account")) {
            connect(client, id, channel);
        }
    }

    /** The client's owner connects it, as in real life. */
    private void connect(UUID client, UUID id, JsonObject channel) {
        String owner =
                database.first(
                                "select person_id from mandate where client_id = ? and kind = 'OWNER' and ended_at is null",
                                row -> row.text(1),
                                client)
                        .orElseThrow();
        database.list("select set_config('app.person', ?, true)", row -> row.text(1), owner);
        database.update(
                """
                update channel set account = ?, service_url = ?, public_url = ?, credential = ?, failure = null,
                       version = version + 1
                where id = ? and (account = '' or account = ?) and (credential is null or service_url <> ?)""",
                channel.getString("account"),
                channel.getString("serviceUrl"),
                channel.getString("publicUrl", null),
                secrets.seal(channel.getString("appPassword"), id.toString()),
                id,
                channel.getString("account"),
                channel.getString("serviceUrl"));
        database.list("select set_config('app.person', 'job:demo', true)", row -> row.text(1));
    }

    private void rule(UUID brand, JsonObject rule) {
        database.update(
                """
                insert into safety_rule (id, scope, scope_id, kind, pattern, action, title, rationale, citation,
                                         suggestion, created_by)
                values (?, 'BRAND', ?, ?, ?, ?, ?, ?, ?, ?, 'job:demo') on conflict do nothing""",
                stable(brand + rule.getString("pattern")),
                brand.toString(),
                rule.getString("kind", "PHRASE"),
                rule.getString("pattern"),
                rule.getString("action"),
                rule.getString("title"),
                rule.getString("rationale"),
                rule.getString("citation", ""),
                rule.getString("suggestion", ""));
    }

    private boolean exists(String sql, Object id) {
        return database.first(sql, row -> true, id).isPresent();
    }

    private static UUID stable(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> roles(JsonObject person) {
        return person.getJsonArray("roles").getValuesAs(JsonString.class).stream()
                .map(JsonString::getString)
                .toList();
    }

    private static List<JsonObject> objects(JsonObject parent, String name) {
        JsonArray array = parent.getJsonArray(name);
        return array == null ? List.of() : array.getValuesAs(JsonObject.class);
    }

    private static boolean isNull(JsonObject object, String name) {
        return !object.containsKey(name) || object.get(name) == JsonValue.NULL;
    }
}
