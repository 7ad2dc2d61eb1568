package org.countersign.acceptance.sql;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.countersign.acceptance.product.Database;
import org.countersign.acceptance.product.Database.Session;
import org.countersign.acceptance.product.Seal;
import org.countersign.content.PublishWindow;
import org.countersign.content.VariantContent;

/**
 * A client of its own with people, a brand, a channel, a workflow and one post, written as the
 * application's role by the fewest inserts that the gates allow. Its window lies ahead, so the
 * running dispatcher lets it be.
 */
final class Line {

    /** The agencies of these tests; the demo's own keep their tidy lists. */
    static final String AGENCY = "gates";

    static final String RIVAL = "rivals";

    /** As long as the real ones, which are digests. */
    private static final String KEY = "0123456789012345678901234567890123456789abc";

    /** A stage of a workflow. */
    record Stage(String side, int quorum, String acr) {

        Stage(String side, int quorum) {
            this(side, quorum, "mail");
        }
    }

    final String agency;
    final UUID client = UUID.randomUUID();
    final UUID brand = UUID.randomUUID();
    final UUID channel = UUID.randomUUID();
    final UUID workflow = UUID.randomUUID();
    final UUID campaign = UUID.randomUUID();
    final UUID post = UUID.randomUUID();
    final UUID revision = UUID.randomUUID();
    final UUID variant = UUID.randomUUID();
    final UUID submission = UUID.randomUUID();
    final UUID decision = UUID.randomUUID();
    final UUID publication = UUID.randomUUID();
    final UUID assignment = UUID.randomUUID();
    final UUID hold = UUID.randomUUID();
    final UUID company = UUID.randomUUID();
    final UUID nda = UUID.randomUUID();
    final UUID rights = UUID.randomUUID();
    final UUID vendorsPost = UUID.randomUUID();
    final String author = person("author");
    final String colleague = person("colleague");
    final String lawyer = person("lawyer");
    final String vendor = person("vendor");
    final String owner = person("owner");
    final String approver = person("approver");
    final String viewer = person("viewer");
    final String keeper = person("keeper");
    final String gone = person("gone");
    final PublishWindow window;
    final VariantContent content;
    final byte[] canonical;
    final byte[] digest;

    private Line(String agency) {
        this.agency = agency;
        Instant from = Instant.now().plus(Duration.ofDays(2)).truncatedTo(ChronoUnit.HOURS);
        this.window = new PublishWindow(from, from.plus(Duration.ofDays(1)));
        this.content = content("A sentence about coffee " + post);
        this.canonical = content.canonical();
        this.digest = sha256(canonical);
    }

    /** Makes the two agencies, once and for all. */
    static void provision() throws SQLException {
        for (String agency : List.of(AGENCY, RIVAL)) {
            Database.superuser(
                    s ->
                            s.rows(
                                    "select provision_agency(?, ?, ?, ?)",
                                    agency,
                                    "Agency of tests",
                                    agency + ".localhost",
                                    "http://localhost:1/realms/" + agency));
        }
    }

    /** People, client, workflow, campaign; the author and nobody else has anything to decide. */
    static Line withPeople(String agency, Stage... stages) throws SQLException {
        var line = new Line(agency);
        line.as("job:test", s -> line.people(s));
        line.as(line.owner, s -> line.mandate(s, line.approver, "APPROVER"));
        line.as(
                line.author,
                s -> {
                    line.workflow(
                            s,
                            stages.length == 0 ? List.of(new Stage("CLIENT", 1)) : List.of(stages));
                    return line.campaign(s);
                });
        return line;
    }

    static Line written(String agency, Stage... stages) throws SQLException {
        var line = withPeople(agency, stages);
        line.as(
                line.author,
                s -> {
                    line.post(s);
                    line.revision(s, line.digest);
                    return line.variant(s);
                });
        line.as(line.author, s -> line.screened(s, "PASS"));
        return line;
    }

    static Line submitted(String agency, Stage... stages) throws SQLException {
        var line = written(agency, stages);
        line.as(line.author, line::submit);
        return line;
    }

    static Line approved(String agency) throws SQLException {
        var line = submitted(agency);
        line.as(
                line.approver,
                s -> {
                    line.decide(s, line.decision, 1, "APPROVE");
                    return line.state(s, "APPROVED");
                });
        return line;
    }

    static Line scheduled(String agency) throws SQLException {
        var line = approved(agency);
        line.as(line.approver, line::schedule);
        return line;
    }

    /** A scheduled line with a row of its own in every table that has a client's things. */
    static Line everywhere(String agency) throws SQLException {
        var line = scheduled(agency);
        line.engaged();
        line.approvedFor(line.assignment, line.campaign, "-1 day", "1 day");
        line.as(line.vendor, s -> line.accept(s, line.assignment));
        line.as(line.author, line::everythingElse);
        line.as("job:test", line::privacy);
        line.as(line.keeper, Line::program);
        Database.superuser(
                s ->
                        s.update(
                                """
                                insert into api_quota (agency_id, agency_per_minute, caller_per_minute)
                                values (?, 100, 10) on conflict do nothing""",
                                agency));
        return line;
    }

    <T> T as(String person, Database.Work<T> work) throws SQLException {
        return Database.as(agency, person, work);
    }

    private int everythingElse(Session s) throws SQLException {
        s.update(
                """
                insert into agency_key (id, public_key, private_key)
                values (?, ?, ?)
                on conflict do nothing""",
                KEY,
                new byte[32],
                Seal.of(KEY));
        byte[] picture = ("Bytes of " + client).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        s.update(
                """
                insert into asset (client_id, sha256, media_type, width, height, bytes)
                values (?, ?, 'image/png', 1, 1, ?) on conflict do nothing""",
                client,
                sha256(picture),
                picture);
        s.update(
                """
                insert into safety_rule (id, scope, scope_id, kind, pattern, action, title, rationale, created_by)
                values (?, 'BRAND', ?, 'PHRASE', 'secret plan', 'BLOCK', 'A rule', '', 'x')""",
                UUID.randomUUID(),
                brand.toString());
        s.update(
                """
                insert into hold (id, scope, scope_id, reason, placed_by, placed_side, placed_at)
                values (?, 'BRAND', ?, ?, '', '', now())""",
                hold,
                brand.toString(),
                "a test of " + brand);
        s.update(
                """
                insert into hold_lift (hold_id, person_id, side, lifted_at)
                values (?, bound_person(), '', now())""",
                hold);
        s.update(
                "insert into outbox (id, kind, payload, state) values (?, 'mail', ?, 'SENT')",
                UUID.randomUUID(),
                "{\"about\":\"" + client + "\"}");
        s.update(
                """
                insert into idempotent_request (person_id, key, request_digest, status)
                values (bound_person(), ?, ?, 200)""",
                UUID.randomUUID().toString(),
                digest);
        s.update(
                """
                insert into revocation (kind, ref, not_before, expires_at)
                values ('session', ?, now(), now())""",
                UUID.randomUUID().toString());
        s.person(vendor);
        s.update(
                """
                insert into post (id, brand_id, campaign_id, title, planned_at, state, revision_number, created_by)
                values (?, ?, ?, 'Post of a vendor', ?, 'DRAFT', 1, '')""",
                vendorsPost,
                brand,
                campaign,
                window.from().atOffset(ZoneOffset.UTC));
        var words = content("Words of a vendor " + vendorsPost).canonical();
        UUID vendorsRevision = UUID.randomUUID();
        s.update(
                """
                insert into revision (id, post_id, number, digest, author_id, created_at)
                values (?, ?, 1, ?, '', now())""",
                vendorsRevision,
                vendorsPost,
                sha256(sha256(words)));
        s.update(
                """
                insert into variant (id, revision_id, channel_id, canonical, digest, window_from, window_to)
                values (?, ?, ?, ?, ?, ?, ?)""",
                UUID.randomUUID(),
                vendorsRevision,
                channel,
                words,
                sha256(words),
                window.from().atOffset(ZoneOffset.UTC),
                window.to().atOffset(ZoneOffset.UTC));
        s.update(
                "insert into delivery (id, post_id, revision_id, assignment_id) values (?, ?, ?, ?)",
                UUID.randomUUID(),
                vendorsPost,
                vendorsRevision,
                assignment);
        s.person(author);
        s.update(
                """
                insert into asset_rights (id, client_id, sha256, statement)
                values (?, ?, ?, 'Bought for good')""",
                UUID.randomUUID(),
                client,
                sha256(picture));
        s.person("job:test");
        s.update(
                "insert into client_staff (id, client_id, person_id) values (?, ?, ?)",
                UUID.randomUUID(),
                client,
                colleague);
        UUID neighbour = UUID.randomUUID();
        s.update(
                "insert into client (id, alias, name) values (?, ?, 'A neighbour')",
                neighbour,
                "c" + neighbour);
        s.update(
                """
                insert into wall (id, client_a, client_b, ended_by, ended_at)
                values (?, least(?::uuid, ?::uuid), greatest(?::uuid, ?::uuid), 'job:test', db_now())""",
                UUID.randomUUID(),
                client,
                neighbour,
                client,
                neighbour);
        booksOfPeople(s);
        clientsSay(s);
        s.person(author);
        connections(s);
        return variantWithPicture(s, picture);
    }

    private void connections(Session s) throws SQLException {
        s.update(
                "insert into brand_holiday (brand_id, day, name) values (?, '2026-12-25', 'Christmas')",
                brand);
        s.update(
                "insert into brand_link (id, brand_id, kind, url, checked_at) values (?, ?, 'SITE', ?, now())",
                UUID.randomUUID(),
                brand,
                "https://" + brand + ".example");
        s.update(
                "insert into network_app (id, network, name, client_id) values (?, 'bluesky', 'An app', ?)",
                UUID.randomUUID(),
                UUID.randomUUID().toString());
        s.update(
                """
                insert into connect_invitation (id, channel_id, person_id, expires_at)
                values (?, ?, ?, now() + interval '1 day')""",
                UUID.randomUUID(),
                channel,
                approver);
    }

    /** What is kept about people: asked for, held, erased, published, answered. */
    private int privacy(Session s) throws SQLException {
        person(s, keeper, "AGENCY", "{agency_owner}", true);
        person(s, gone, "CLIENT", "{}", true);
        s.person(owner);
        mandate(s, gone, "VIEWER");
        s.update("update mandate set ended_at = db_now() where person_id = ?", gone);
        s.update(
                "insert into person_erasure (id, person_id, words) values (?, ?, false)",
                UUID.randomUUID(),
                gone);
        s.person(keeper);
        UUID version = publish(s, "PRIVACY", "INFORM");
        s.update(
                """
                insert into retention_period (kind, days) values ('SENT_MAIL', 30)
                on conflict (agency_id, kind) do update set days = excluded.days""");
        s.update(
                """
                insert into action_strength (action, least) values ('DATA', 'mail')
                on conflict (agency_id, action) do update set least = excluded.least""");
        s.update(
                "insert into erasure_hold (id, person_id, reason) values (?, ?, 'a test')",
                UUID.randomUUID(),
                approver);
        s.person(approver);
        s.update(
                "insert into sign_in_place (session_id, browser) values (?, 'Firefox, Linux')",
                UUID.randomUUID().toString());
        s.update(
                "insert into personal_export (id, person_id, language) values (?, ?, 'en')",
                UUID.randomUUID(),
                approver);
        return answer(s, version, "en", "ACCEPTED");
    }

    /** A version with its texts in both languages, of now. */
    static UUID publish(Session s, String kind, String mode) throws SQLException {
        UUID version = UUID.randomUUID();
        s.update(
                """
                insert into consent_version (id, kind, mode, effective_from)
                values (?, ?, ?, db_now())""",
                version,
                kind,
                mode);
        for (String language : List.of("en", "de")) {
            s.update(
                    """
                    insert into consent_text (version_id, language, title, body)
                    values (?, ?, 'Title', ?)""",
                    version,
                    language,
                    "Words of " + version);
        }
        return version;
    }

    static int answer(Session s, UUID version, String language, String answer) throws SQLException {
        return s.update(
                """
                insert into consent_answer (id, version_id, language, digest, answer)
                select ?, version_id, language, digest, ? from consent_text where version_id = ? and language = ?""",
                UUID.randomUUID(),
                answer,
                version,
                language);
    }

    private static int program(Session s) throws SQLException {
        UUID program = UUID.randomUUID();
        return s.update(
                """
                insert into service_account (id, name, scopes, expires_at)
                values (?, ?, '{posts.read}', db_now() + interval '30 days')""",
                program,
                "Program " + program);
    }

    /** Another workflow suggested by the agency, a sign-on of the client's own. */
    private void clientsSay(Session s) throws SQLException {
        UUID proposal = UUID.randomUUID();
        s.person(colleague);
        s.update(
                "insert into workflow_proposal (id, client_id, name) values (?, ?, 'Another way')",
                proposal,
                client);
        s.update(
                """
                insert into workflow_proposal_stage (proposal_id, position, name, side, quorum)
                values (?, 1::smallint, ?, 'CLIENT', 1::smallint)""",
                proposal,
                "Of " + client);
        s.person(owner);
        s.update(
                """
                insert into client_sign_on (client_id, issuer, oidc_client_id, secret, domains)
                values (?, 'https://login.example.test', 'countersign', ?, array[?])""",
                client,
                Seal.of(client),
                client + ".test");
    }

    /** An invitation, a suggestion, a domain, a changed address and an end, each by who may. */
    private void booksOfPeople(Session s) throws SQLException {
        s.update(
                "insert into client_domain (client_id, domain) values (?, ?)",
                client,
                client + ".test");
        s.person(owner);
        s.update(
                "insert into invitation (id, person_id, language) values (?, ?, 'en')",
                UUID.randomUUID(),
                approver);
        s.person(approver);
        s.update("update invitation set state = 'ACCEPTED' where person_id = ?", approver);
        s.person(colleague);
        s.update("update client set name = 'Client of another name' where id = ?", client);
        s.update(
                """
                insert into mandate_proposal (id, client_id, name, mail, kind)
                values (?, ?, 'Somebody', 'somebody@example.test', 'VIEWER')""",
                UUID.randomUUID(),
                client);
        s.person(approver);
        s.update("update person set mail = 'new-' || mail where id = ?", approver);
        s.person(owner);
        s.update("update mail_change set state = 'CONFIRMED' where person_id = ?", approver);
        s.update(
                """
                insert into mandate (id, client_id, person_id, kind, ends_at)
                values (?, ?, ?, 'VIEWER', db_now() + interval '30 days')""",
                UUID.randomUUID(),
                client,
                approver);
    }

    private int variantWithPicture(Session s, byte[] picture) throws SQLException {
        String sha256 = HexFormat.of().formatHex(sha256(picture));
        var pictured = content("With a picture");
        var withPicture =
                new VariantContent(
                        pictured.channelId(),
                        pictured.network(),
                        pictured.account(),
                        pictured.text(),
                        pictured.languages(),
                        List.of(
                                new VariantContent.Medium(
                                        sha256, "image/png", "Three bytes", 1, 1)),
                        pictured.window());
        byte[] bytes = withPicture.canonical();
        UUID revision = UUID.randomUUID();
        UUID variant = UUID.randomUUID();
        s.update(
                """
                insert into revision (id, post_id, number, digest, author_id, created_at)
                values (?, ?, 2, ?, '', now())""",
                revision,
                post,
                sha256(sha256(bytes)));
        s.update(
                """
                insert into variant (id, revision_id, channel_id, canonical, digest, window_from, window_to)
                values (?, ?, ?, ?, ?, ?, ?)""",
                variant,
                revision,
                channel,
                bytes,
                sha256(bytes),
                window.from().atOffset(ZoneOffset.UTC),
                window.to().atOffset(ZoneOffset.UTC));
        return s.update(
                """
                insert into variant_asset (variant_id, position, client_id, sha256)
                values (?, 1::smallint, ?, ?)""",
                variant,
                client,
                sha256(picture));
    }

    // ---- a vendor's work ----

    /** The line's vendor has a company, and the agency texts to accept. */
    void engaged() throws SQLException {
        as(
                "job:test",
                s -> {
                    s.update(
                            "insert into vendor (id, name) values (?, ?)",
                            company,
                            "Studio " + company);
                    s.update(
                            "insert into vendor_file (vendor_id, notes) values (?, 'Good with light')",
                            company);
                    text(s, nda, "NDA");
                    text(s, rights, "RIGHTS");
                    return s.update(
                            "update person set vendor_id = ? where id = ?", company, vendor);
                });
    }

    int text(Session s, UUID id, String kind) throws SQLException {
        return s.update(
                "insert into vendor_text (id, kind, title, body) values (?, ?, 'A text', 'Words')",
                id,
                kind);
    }

    /** An assignment from and until these times from now, proposed and approved by the owner. */
    void approvedFor(UUID id, UUID ofCampaign, String from, String until) throws SQLException {
        as(
                colleague,
                s -> {
                    draft(s, id, ofCampaign, from, until);
                    return assignmentState(s, id, "PROPOSED");
                });
        as(owner, s -> answer(s, id, "APPROVE"));
    }

    int draft(Session s, UUID id, UUID ofCampaign, String from, String until) throws SQLException {
        s.update(
                """
                insert into assignment (id, vendor_id, brand_id, campaign_id, title, state, starts_at, ends_at)
                values (?, ?, ?, ?, 'An assignment', 'DRAFT', db_now() + ?::interval, db_now() + ?::interval)""",
                id,
                company,
                brand,
                ofCampaign,
                from,
                until);
        terms(s, id, ofCampaign, from, until, "A brief");
        return s.update(
                "insert into assignment_fee (id, assignment_id, amount, currency) values (?, ?, 1200.50, 'EUR')",
                UUID.randomUUID(),
                id);
    }

    int terms(Session s, UUID id, UUID ofCampaign, String from, String until, String brief)
            throws SQLException {
        return s.update(
                """
                insert into assignment_terms (assignment_id, campaign_id, starts_at, ends_at, brief, deliverables, territory,
                                              media, rights_term, exclusive, nda_id, rights_id)
                values (?, ?, db_now() + ?::interval, db_now() + ?::interval, ?, '', 'World', 'All', 'Two years', false, ?, ?)""",
                id,
                ofCampaign,
                from,
                until,
                brief,
                nda,
                rights);
    }

    int assignmentState(Session s, UUID id, String next) throws SQLException {
        return s.update("update assignment set state = ? where id = ?", next, id);
    }

    /** The client's word on the terms that wait. */
    int answer(Session s, UUID id, String kind) throws SQLException {
        return s.update(
                """
                insert into assignment_decision (id, assignment_id, terms_number, digest, kind)
                select ?, t.assignment_id, t.number, t.digest, ? from assignment_terms t
                join assignment a on a.id = t.assignment_id and a.waiting_number = t.number
                where t.assignment_id = ?""",
                UUID.randomUUID(),
                kind,
                id);
    }

    int accept(Session s, UUID id) throws SQLException {
        return s.update(
                "insert into assignment_acceptance (assignment_id, nda_id, rights_id) values (?, ?, ?)",
                id,
                nda,
                rights);
    }

    // ---- single steps ----

    private int people(Session s) throws SQLException {
        person(s, author, "AGENCY", "{creator}", true);
        person(s, colleague, "AGENCY", "{account_manager}", true);
        person(s, lawyer, "AGENCY", "{compliance}", true);
        person(s, vendor, "VENDOR", "{vendor}", true);
        person(s, owner, "CLIENT", "{client_owner}", true);
        person(s, approver, "CLIENT", "{client_approver}", true);
        person(s, viewer, "CLIENT", "{client_viewer}", true);
        s.update(
                "insert into client (id, alias, name) values (?, ?, 'Client of a test')",
                client,
                "c-" + client);
        s.update(
                """
                insert into brand (id, client_id, name, initials, colour, zone, languages)
                values (?, ?, 'Brand of a test', 'BT', 1, 'Europe/Berlin', 'en')""",
                brand,
                client);
        s.update(
                """
                insert into channel (id, brand_id, network, handle, account, service_url)
                values (?, ?, 'bluesky', ?, ?, 'http://127.0.0.1:1')""",
                channel,
                brand,
                channel + ".test",
                "did:plc:" + channel);
        return mandate(s, owner, "OWNER");
    }

    static int person(Session s, String id, String side, String roles, boolean active)
            throws SQLException {
        return s.update(
                """
                insert into person (id, name, mail, side, roles, active)
                values (?, 'Person of a test', ? || '@example.test', ?, ?::text[], ?)""",
                id,
                id,
                side,
                roles,
                active);
    }

    int mandate(Session s, String person, String kind) throws SQLException {
        return s.update(
                "insert into mandate (id, client_id, person_id, kind) values (?, ?, ?, ?)",
                UUID.randomUUID(),
                client,
                person,
                kind);
    }

    private void workflow(Session s, List<Stage> stages) throws SQLException {
        s.update(
                "insert into workflow (id, client_id, name) values (?, ?, 'Way to a yes')",
                workflow,
                client);
        for (int i = 0; i < stages.size(); i++) {
            s.update(
                    """
                    insert into workflow_stage (workflow_id, position, name, side, quorum, acr)
                    values (?, ?::smallint, 'Stage', ?, ?::smallint, ?)""",
                    workflow,
                    i + 1,
                    stages.get(i).side(),
                    stages.get(i).quorum(),
                    stages.get(i).acr());
        }
    }

    private int campaign(Session s) throws SQLException {
        return s.update(
                """
                insert into campaign (id, brand_id, name, objective, brief, starts_on, ends_on, created_by)
                values (?, ?, 'Campaign of a test', '', '', '2026-01-01', '2026-12-31', ?)""",
                campaign,
                brand,
                author);
    }

    int post(Session s) throws SQLException {
        return s.update(
                """
                insert into post (id, brand_id, campaign_id, title, planned_at, state, revision_number, created_by)
                values (?, ?, ?, 'Post of a test', ?, 'DRAFT', 1, ?)""",
                post,
                brand,
                campaign,
                window.from().atOffset(ZoneOffset.UTC),
                author);
    }

    int revision(Session s, byte[] variantDigest) throws SQLException {
        return s.update(
                """
                insert into revision (id, post_id, number, digest, author_id, created_at)
                values (?, ?, 1, ?, '', now())""",
                revision,
                post,
                sha256(variantDigest));
    }

    int variant(Session s) throws SQLException {
        return variant(s, variant, canonical, digest);
    }

    int variant(Session s, UUID id, byte[] bytes, byte[] named) throws SQLException {
        return s.update(
                """
                insert into variant (id, revision_id, channel_id, canonical, digest, window_from, window_to)
                values (?, ?, ?, ?, ?, ?, ?)""",
                id,
                revision,
                channel,
                bytes,
                named,
                window.from().atOffset(ZoneOffset.UTC),
                window.to().atOffset(ZoneOffset.UTC));
    }

    int screened(Session s, String verdict) throws SQLException {
        return s.update(
                """
                insert into screening (id, channel_id, digest, policy_digest, engine, verdict, findings)
                values (?, ?, ?, ?, 'test', ?, '[]')""",
                UUID.randomUUID(),
                channel,
                digest,
                digest,
                verdict);
    }

    int submit(Session s) throws SQLException {
        return s.update(
                """
                insert into submission (id, post_id, revision_id, workflow_id, submitted_by, submitted_at, state)
                values (?, ?, ?, ?, '', now(), 'OPEN')""",
                submission,
                post,
                revision,
                workflow);
    }

    int decide(Session s, UUID id, int stage, String kind) throws SQLException {
        return decide(s, id, stage, kind, digest);
    }

    int decide(Session s, UUID id, int stage, String kind, byte[] about) throws SQLException {
        s.update(
                """
                insert into decision (id, submission_id, stage_position, kind, decided_by, decided_at)
                values (?, ?, ?::smallint, ?, '', now())""",
                id,
                submission,
                stage,
                kind);
        return s.update(
                "insert into decision_variant (decision_id, channel_id, digest) values (?, ?, ?)",
                id,
                channel,
                about);
    }

    int state(Session s, String state) throws SQLException {
        return s.update("update submission set state = ? where id = ?", state, submission);
    }

    int schedule(Session s) throws SQLException {
        return publication(s, publication, digest, "SCHEDULED");
    }

    int publication(Session s, UUID id, byte[] about, String state) throws SQLException {
        return s.update(
                """
                insert into publication (id, post_id, revision_id, channel_id, digest, due_at, window_from, window_to,
                                         state, record_key, stamped_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, now())""",
                id,
                post,
                revision,
                channel,
                about,
                window.from().plus(Duration.ofHours(6)).atOffset(ZoneOffset.UTC),
                window.from().atOffset(ZoneOffset.UTC),
                window.to().atOffset(ZoneOffset.UTC),
                state,
                id.toString());
    }

    int publicationState(Session s, String state) throws SQLException {
        return s.update("update publication set state = ? where id = ?", state, publication);
    }

    VariantContent content(String text) {
        return new VariantContent(
                channel, "bluesky", "did:plc:" + channel, text, List.of("en"), List.of(), window);
    }

    static byte[] sha256(byte[] bytes) {
        return org.countersign.platform.CanonicalJson.sha256(bytes);
    }

    private static String person(String name) {
        return name + "-" + UUID.randomUUID().toString().substring(0, 18);
    }
}
