package org.countersign.tenancy.privacy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.countersign.audit.AuditTrail;
import org.countersign.platform.CanonicalJson;
import org.countersign.platform.Database;

/** What the worker does inside its transactions, one for each step. */
@ApplicationScoped
class PrivacySteps {

    private static final int PAUSE_SECONDS = 20;
    private static final int PAUSE_MAX_SECONDS = 3600;
    private static final int EXPORT_TRIES_MAX = 20;

    @Inject Database database;
    @Inject PersonalData personalData;
    @Inject PrivacyMails mails;
    @Inject AuditTrail trail;

    /** Somebody whom Keycloak is to be asked about. */
    record Subject(String personId, boolean identityGone) {}

    private record Asked(
            String personId, String name, String mail, String askedBy, String language) {}

    private record Running(String askedBy, String name, boolean noticeWaits) {}

    // ---- exports ----

    Optional<Subject> export(UUID id) {
        return database.first(
                "select person_id from personal_export where id = ? and state = 'WAITING'",
                row -> new Subject(row.text(1), false),
                id);
    }

    /**
     * Makes the archive.
     *
     * @param identity what Keycloak knows of the person
     */
    int make(UUID id, JsonObject identity) {
        Optional<Asked> found =
                database.first(
                        """
                        select e.person_id, p.name, p.mail, e.asked_by, e.language
                        from personal_export e join person p on p.agency_id = e.agency_id and p.id = e.person_id
                        where e.id = ? and e.state = 'WAITING' for update of e""",
                        row ->
                                new Asked(
                                        row.text(1),
                                        row.text(2),
                                        row.text(3),
                                        row.text(4),
                                        row.text(5)),
                        id);
        if (found.isEmpty()) {
            return 0; // erased meanwhile
        }
        Asked asked = found.get();
        Map<String, JsonObject> sections = new LinkedHashMap<>();
        sections.put("identity", identity);
        sections.putAll(personalData.of(asked.personId(), asked.mail()));
        byte[] archive =
                PersonalArchive.of(
                        sections,
                        asked.language(),
                        asked.name(),
                        database.first("select name from agency", row -> row.text(1)).orElse(""),
                        DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT)
                                .withLocale(Locale.forLanguageTag(asked.language()))
                                .format(database.now().atZone(ZoneOffset.UTC)));
        int made =
                database.update(
                        """
                        update personal_export set state = 'READY', archive = ?, digest = ?, failure = null
                        where id = ?""",
                        archive,
                        CanonicalJson.sha256(archive),
                        id);
        mails.exportReady(asked.askedBy(), asked.language());
        return made;
    }

    int exportLater(UUID id, String failure) {
        return database.update(
                """
                update personal_export set attempts = attempts + 1, failure = ?,
                       next_at = db_now() + make_interval(secs => ?),
                       state = case when attempts + 1 >= ? then 'FAILED' else state end
                where id = ? and state = 'WAITING'""",
                failure,
                (double) PAUSE_SECONDS,
                EXPORT_TRIES_MAX,
                id);
    }

    // ---- erasures ----

    Optional<Subject> erasure(UUID id) {
        return database.first(
                """
                select person_id, identity_gone_at is not null from person_erasure
                where id = ? and state = 'RUNNING'""",
                row -> new Subject(row.text(1), row.flag(2)),
                id);
    }

    /** Keycloak has forgotten the person; when the last mail is out of the house, all is done. */
    int identityGone(UUID id) {
        database.update(
                """
                update person_erasure set identity_gone_at = coalesce(identity_gone_at, db_now()), failure = null
                where id = ?""",
                id);
        Running running =
                database.first(
                                """
                                select e.asked_by, p.name, coalesce(o.state = 'WAITING', false)
                                from person_erasure e join person p on p.agency_id = e.agency_id and p.id = e.person_id
                                left join outbox o on o.agency_id = e.agency_id and o.id = e.notice_id
                                where e.id = ?""",
                                row -> new Running(row.text(1), row.text(2), row.flag(3)),
                                id)
                        .orElseThrow();
        if (running.noticeWaits()) {
            return erasureLater(id, "mail");
        }
        int done = database.update("update person_erasure set state = 'DONE' where id = ?", id);
        mails.erasureDone(running.askedBy(), running.name());
        return done;
    }

    /** Tried for as long as it takes: an erasure is never given up. */
    int erasureLater(UUID id, String failure) {
        return database.update(
                """
                update person_erasure set attempts = attempts + 1, failure = ?,
                       next_at = db_now() + make_interval(secs => least(? * (attempts + 1), ?))
                where id = ? and state = 'RUNNING'""",
                failure,
                PAUSE_SECONDS,
                PAUSE_MAX_SECONDS,
                id);
    }

    // ---- retention ----

    List<RetentionKind> kinds() {
        return database.list(
                "select kind from retention_kind order by position",
                row -> RetentionKind.valueOf(row.text(1)));
    }

    int sweep(RetentionKind kind) {
        return database.first("select sweep(?)", row -> row.number(1), kind).orElseThrow();
    }

    int sweptUntilTomorrow(String agencyId, UUID ref, Map<RetentionKind, Integer> counts) {
        var detail = new HashMap<String, Integer>();
        counts.forEach((kind, count) -> detail.put(kind.name(), count));
        trail.record(Retention.APPLIED, "agency", agencyId, detail);
        return database.list("select swept_until_tomorrow(?)", row -> 1, ref).size();
    }

    /** For a person whom Keycloak no longer knows. */
    static JsonObject unknown() {
        return Json.createObjectBuilder().add("known", false).build();
    }
}
