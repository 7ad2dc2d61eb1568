package org.countersign.tenancy.privacy;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.countersign.platform.Caller;
import org.countersign.platform.Database;
import org.countersign.platform.Ids;
import org.countersign.platform.InvalidInputException;
import org.countersign.platform.Listing;
import org.countersign.platform.NotFoundException;
import org.countersign.platform.Page;
import org.countersign.platform.Paging;
import org.countersign.platform.Permissions;
import org.countersign.platform.Where;

/** Texts that people are shown, asked about or must accept; each version stays as it was. */
@Stateless
@RolesAllowed(Permissions.PRIVACY_OWN)
public class ConsentTexts {

    private static final String MINE =
            """
            select v.id, v.kind, v.number, v.mode, v.effective_from, t.language, t.title, t.body,
                   encode(t.digest, 'hex'), a.answer, a.answered_at
            from consent_current v
            join consent_text t on t.agency_id = v.agency_id and t.version_id = v.id and t.language = ?
            left join lateral (
              select x.answer, x.answered_at from consent_answer x
              where x.agency_id = v.agency_id and x.version_id = v.id and x.person_id = bound_person()
              order by x.answered_at desc, x.id desc limit 1) a on true
            order by v.mode desc, v.kind""";

    private static final Listing<ConsentVersion> VERSIONS =
            new Listing<>(
                    """
                    v.id, v.kind, v.number, v.mode, v.effective_from, coalesce(p.name, v.published_by), en.title, de.title,
                    (select count(*) from (select distinct on (x.person_id) x.answer from consent_answer x
                       where x.agency_id = v.agency_id and x.version_id = v.id
                       order by x.person_id, x.answered_at desc, x.id desc) n where n.answer = 'ACCEPTED'),
                    (select count(*) from (select distinct on (x.person_id) x.answer from consent_answer x
                       where x.agency_id = v.agency_id and x.version_id = v.id
                       order by x.person_id, x.answered_at desc, x.id desc) n where n.answer <> 'ACCEPTED'),
                    exists (select from consent_current c where c.agency_id = v.agency_id and c.id = v.id)""",
                    """
                    consent_version v
                    join consent_text en on en.agency_id = v.agency_id and en.version_id = v.id and en.language = 'en'
                    join consent_text de on de.agency_id = v.agency_id and de.version_id = v.id and de.language = 'de'
                    left join person p on p.agency_id = v.agency_id and p.id = v.published_by""",
                    "v.id",
                    "v.published_at desc",
                    Map.of(),
                    ConsentTexts::version,
                    ConsentVersion::id);

    @Inject Database database;
    @Inject Caller caller;
    @Inject Clock clock;

    /** The texts that count now, with the caller's answers. */
    public List<ConsentText> mine(@NotNull String language) {
        return database.list(MINE, ConsentTexts::text, ours(language));
    }

    /** Those of them that are still to be shown to the caller. */
    public List<ConsentText> waiting(@NotNull String language) {
        return mine(language).stream().filter(ConsentText::waiting).toList();
    }

    /**
     * Keeps the caller's answer to exactly the text that was shown.
     *
     * @param digest of that text
     * @throws NotFoundException for a version of another agency
     */
    public void answer(
            @NotNull UUID version,
            @NotNull String language,
            @NotNull String digest,
            @NotNull ConsentAnswer answer) {
        if (database.first("select 1 from consent_version where id = ?", row -> 1, version)
                .isEmpty()) {
            throw new NotFoundException("consent");
        }
        if (!digest.matches("[0-9a-f]{64}")) {
            throw new InvalidInputException("digest", "consent.refused.other_text");
        }
        database.update(
                """
                insert into consent_answer (id, version_id, language, digest, answer)
                values (?, ?, ?, ?, ?)""",
                Ids.next(clock),
                version,
                ours(language),
                HexFormat.of().parseHex(digest),
                answer);
    }

    /** Every version, newest first. */
    @RolesAllowed(Permissions.PRIVACY_MANAGE)
    public Page<ConsentVersion> published(Paging paging) {
        return VERSIONS.page(database, new Where(), paging);
    }

    /**
     * @throws NotFoundException for a version of another agency
     */
    @RolesAllowed(Permissions.PRIVACY_MANAGE)
    public ConsentVersion find(UUID id) {
        return VERSIONS.first(database, new Where().and("v.id = ?", id))
                .orElseThrow(() -> new NotFoundException("consent"));
    }

    /**
     * Publishes a new version; who has answered an older one is asked again.
     *
     * @throws org.countersign.platform.NotPermittedException without a fresh sign-in
     */
    @RolesAllowed(Permissions.PRIVACY_MANAGE)
    public UUID publish(@NotNull @Valid ConsentDraft draft) {
        caller.requireFresh();
        if (draft.kind() == ConsentKind.MARKETING && draft.mode() != ConsentMode.ASK) {
            throw new InvalidInputException("mode", "consent.refused.marketing");
        }
        UUID id = Ids.next(clock);
        database.update(
                "insert into consent_version (id, kind, mode, effective_from) values (?, ?, ?, ?)",
                id,
                draft.kind(),
                draft.mode(),
                draft.effectiveFrom().orElseGet(database::now));
        text(id, "en", draft.titleEnglish(), draft.bodyEnglish());
        text(id, "de", draft.titleGerman(), draft.bodyGerman());
        return id;
    }

    private void text(UUID version, String language, String title, String body) {
        database.update(
                "insert into consent_text (version_id, language, title, body) values (?, ?, ?, ?)",
                version,
                language,
                title.strip(),
                body.strip());
    }

    private static String ours(String language) {
        return "de".equals(language) ? "de" : "en";
    }

    private static ConsentText text(Database.Row row) throws SQLException {
        return new ConsentText(
                row.uuid(1),
                ConsentKind.valueOf(row.text(2)),
                row.number(3),
                ConsentMode.valueOf(row.text(4)),
                row.instant(5),
                row.text(6),
                row.text(7),
                row.text(8),
                row.text(9),
                row.optionalText(10).map(ConsentAnswer::valueOf),
                row.optionalInstant(11));
    }

    private static ConsentVersion version(Database.Row row) throws SQLException {
        return new ConsentVersion(
                row.uuid(1),
                ConsentKind.valueOf(row.text(2)),
                row.number(3),
                ConsentMode.valueOf(row.text(4)),
                row.instant(5),
                row.text(6),
                row.text(7),
                row.text(8),
                row.big(9),
                row.big(10),
                row.flag(11));
    }
}
