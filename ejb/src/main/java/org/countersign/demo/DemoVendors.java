package org.countersign.demo;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.countersign.platform.Database;
import org.countersign.platform.Roles;

/**
 * The demo's vendors with their texts and assignments. The client's owner approves and the vendor's
 * person accepts, as the gates want it; what is there already stays as people left it.
 */
@ApplicationScoped
class DemoVendors {

    @Inject Database database;

    /** Into the running transaction, which is the demo's job of this agency. */
    void fill(JsonObject agency) {
        String id = agency.getString("id");
        as(owner(agency));
        objects(agency, "vendorTexts").forEach(text -> text(id, text));
        as("job:demo");
        objects(agency, "vendors").forEach(vendor -> vendor(agency, vendor));
    }

    private void text(String agency, JsonObject text) {
        database.update(
                "insert into vendor_text (id, kind, title, body) values (?, ?, ?, ?) on conflict do nothing",
                textId(agency, text.getString("kind")),
                text.getString("kind"),
                text.getString("title"),
                text.getString("body"));
    }

    private void vendor(JsonObject agency, JsonObject vendor) {
        UUID id = UUID.fromString(vendor.getString("id"));
        if (database.first("select 1 from vendor where id = ?", row -> true, id).isPresent()) {
            return;
        }
        database.update(
                "insert into vendor (id, name, contact, mail, country) values (?, ?, ?, ?, ?)",
                id,
                vendor.getString("name"),
                vendor.getString("contact"),
                vendor.getString("mail"),
                vendor.getString("country"));
        database.update(
                "insert into vendor_file (vendor_id, notes, day_rate, currency) values (?, ?, ?::numeric, ?)",
                id,
                vendor.getString("notes"),
                vendor.getString("dayRate"),
                vendor.getString("currency"));
        List<String> people =
                vendor.getJsonArray("people").getValuesAs(JsonString.class).stream()
                        .map(name -> person(agency, name.getString()))
                        .toList();
        people.forEach(
                person ->
                        database.update(
                                "update person set vendor_id = ? where id = ?", id, person));
        objects(vendor, "assignments").forEach(a -> assignment(agency, id, people, a));
    }

    private void assignment(
            JsonObject agency, UUID vendor, List<String> people, JsonObject assignment) {
        UUID id = UUID.fromString(assignment.getString("id"));
        UUID brand = UUID.fromString(assignment.getString("brand"));
        String manager = person(agency, assignment.getString("by"));
        UUID nda = textId(agency.getString("id"), "NDA");
        UUID rights = textId(agency.getString("id"), "RIGHTS");
        as(manager);
        database.update(
                """
                insert into assignment (id, vendor_id, brand_id, title, state, starts_at, ends_at)
                select ?, ?, b.id, ?, 'DRAFT', date_trunc('day', db_now(), b.zone), date_trunc('day', db_now(), b.zone) + interval '60 days'
                from brand b where b.id = ?""",
                id,
                vendor,
                assignment.getString("title"),
                brand);
        database.update(
                """
                insert into assignment_terms (assignment_id, starts_at, ends_at, brief, deliverables, territory, media,
                                              rights_term, exclusive, nda_id, rights_id)
                select a.id, a.starts_at, a.ends_at, ?, ?, ?, ?, ?, false, ?, ? from assignment a where a.id = ?""",
                assignment.getString("brief"),
                assignment.getString("deliverables"),
                assignment.getString("territory"),
                assignment.getString("media"),
                assignment.getString("rightsTerm"),
                nda,
                rights,
                id);
        database.update(
                "insert into assignment_fee (id, assignment_id, amount, currency) values (?, ?, ?::numeric, ?)",
                stable(id + "fee"),
                id,
                assignment.getString("fee"),
                assignment.getString("currency"));
        database.update("update assignment set state = 'PROPOSED' where id = ?", id);
        if (assignment.containsKey("approvedBy")) {
            as(person(agency, assignment.getString("approvedBy")));
            database.update(
                    """
                    insert into assignment_decision (id, assignment_id, terms_number, digest, kind)
                    select ?, t.assignment_id, t.number, t.digest, 'APPROVE' from assignment_terms t where t.assignment_id = ?""",
                    stable(id + "approved"),
                    id);
        }
        if (assignment.getBoolean("accepted", false)) {
            as(people.get(0));
            database.update(
                    "insert into assignment_acceptance (assignment_id, nda_id, rights_id) values (?, ?, ?)",
                    id,
                    nda,
                    rights);
        }
        as("job:demo");
    }

    private void as(String person) {
        database.list("select set_config('app.person', ?, true)", row -> row.text(1), person);
    }

    private static String person(JsonObject agency, String username) {
        return objects(agency, "people").stream()
                .filter(p -> p.getString("username").equals(username))
                .map(p -> p.getString("id"))
                .findFirst()
                .orElseThrow();
    }

    private static String owner(JsonObject agency) {
        return objects(agency, "people").stream()
                .filter(p -> p.getJsonArray("roles").toString().contains(Roles.AGENCY_OWNER))
                .map(p -> p.getString("id"))
                .findFirst()
                .orElseThrow();
    }

    private static UUID textId(String agency, String kind) {
        return stable(agency + "vendor text" + kind);
    }

    private static UUID stable(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    private static List<JsonObject> objects(JsonObject parent, String name) {
        return parent.containsKey(name)
                ? parent.getJsonArray(name).getValuesAs(JsonObject.class)
                : List.of();
    }
}
