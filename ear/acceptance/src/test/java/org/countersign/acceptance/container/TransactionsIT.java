package org.countersign.acceptance.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.ejb.EJBAccessException;
import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.countersign.audit.AuditTrail;
import org.countersign.audit.Refusals;
import org.countersign.campaign.CampaignDraft;
import org.countersign.campaign.Campaigns;
import org.countersign.platform.AgencyWork;
import org.countersign.platform.Database;
import org.countersign.platform.Mail;
import org.countersign.platform.NotFoundException;
import org.countersign.platform.Outbox;
import org.countersign.platform.Paging;
import org.countersign.platform.Roles;
import org.countersign.platform.StaleException;
import org.countersign.tenancy.Brands;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One transaction, one agency, one audit entry: as the container really does it. */
@ExtendWith(ArquillianExtension.class)
@Order(Integer.MAX_VALUE - 1)
class TransactionsIT {

    /** Works for Lumen, for all its clients. */
    private static final String DARIO = "a32a435f-af41-5f1e-93ed-019629154ee5";

    private static final String MARA = "8b5ed445-1524-5f01-a470-6b2deb3248f9";
    private static final Set<String> MANAGER = Set.of(Roles.ACCOUNT_MANAGER);
    private static final Paging ALL = Paging.table(0, 100, "", false);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @EJB(lookup = "java:app/countersign-ejb/Campaigns")
    Campaigns campaigns;

    @EJB(lookup = "java:app/countersign-ejb/Brands")
    Brands brands;

    @EJB(lookup = "java:app/countersign-ejb/Refusals")
    Refusals refusals;

    @EJB(lookup = "java:app/countersign-ejb/AgencyWork")
    AgencyWork work;

    @Inject Database database;
    @Inject AuditTrail trail;
    @Inject Outbox outbox;
    @Resource UserTransaction transaction;

    @Deployment
    static EnterpriseArchive product() {
        return TestArchive.product();
    }

    @Test
    void eachAgencySeesItsOwnRowsByService() throws Exception {
        List<String> ours = As.person("harbour", MARA, MANAGER, this::brandNames);
        List<String> theirs = As.person("lumen", DARIO, MANAGER, this::brandNames);
        assertThat(ours).isNotEmpty().doesNotContainAnyElementsOf(theirs);
        assertThat(theirs).isNotEmpty();
    }

    @Test
    void eachAgencySeesItsOwnRowsByPlainSql() throws Exception {
        List<String> agencies =
                As.system(
                        () ->
                                work.in(
                                        "harbour",
                                        "test",
                                        () ->
                                                database.list(
                                                        "select distinct agency_id from brand",
                                                        row -> row.text(1))));
        assertThat(agencies).containsExactly("harbour");
    }

    @Test
    void nothingBoundMeansNoRow() {
        assertThat(database.list("select agency_id from brand", row -> row.text(1))).isEmpty();
        assertThat(database.list("select agency_id from audit_entry", row -> row.text(1)))
                .isEmpty();
    }

    @Test
    void aForeignIdIsNotFound() throws Exception {
        UUID foreign =
                As.person(
                        "lumen",
                        DARIO,
                        MANAGER,
                        () -> brands.list(Optional.empty(), ALL).rows().get(0).id());
        assertThatThrownBy(() -> As.person("harbour", MARA, MANAGER, () -> brands.find(foreign)))
                .isInstanceOf(NotFoundException.class);
        assertThatThrownBy(
                        () ->
                                As.person(
                                        "harbour",
                                        MARA,
                                        MANAGER,
                                        () -> campaigns.create(foreign, draft())))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void aForeignEntityIsNotFoundByJpaEither() throws Exception {
        UUID foreign = As.person("lumen", DARIO, MANAGER, () -> campaigns.create(brand(), draft()));
        assertThatThrownBy(() -> change(foreign, 1)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> As.person("harbour", MARA, MANAGER, () -> campaigns.find(foreign)))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void aTransactionStaysWithItsAgency() throws Exception {
        transaction.begin();
        try {
            As.person("harbour", MARA, MANAGER, this::brandNames);
            assertThatThrownBy(() -> As.person("lumen", DARIO, MANAGER, this::brandNames))
                    .hasRootCauseInstanceOf(EJBAccessException.class)
                    .hasMessageContaining("tenant switch");
        } finally {
            transaction.rollback();
        }
    }

    @Test
    void aJobCrossesToAnotherAgencyInATransactionOfItsOwn() throws Exception {
        List<String> seen =
                As.system(
                        () ->
                                work.in(
                                        "harbour",
                                        "test",
                                        () -> {
                                            String inner = work.in("lumen", "test", this::agency);
                                            return List.of(agency(), inner, agency());
                                        }));
        assertThat(seen).containsExactly("harbour", "lumen", "harbour");
    }

    @Test
    void anEntryCommitsWithItsChangeOrNotAtAll() throws Exception {
        transaction.begin();
        UUID lost = As.person("harbour", MARA, MANAGER, () -> campaigns.create(brand(), draft()));
        transaction.rollback();
        assertThat(entriesAbout(lost)).isEmpty();
        assertThatThrownBy(() -> As.person("harbour", MARA, MANAGER, () -> campaigns.find(lost)))
                .isInstanceOf(NotFoundException.class);

        UUID kept = As.person("harbour", MARA, MANAGER, () -> campaigns.create(brand(), draft()));
        assertThat(entriesAbout(kept)).containsExactly("campaign.created " + MARA);
    }

    @Test
    void aRefusalIsKeptThoughItsTransactionIsNot() throws Exception {
        String where = "/test/" + UUID.randomUUID();
        transaction.begin();
        try {
            As.person(
                    "harbour",
                    MARA,
                    MANAGER,
                    () -> {
                        brandNames();
                        refusals.record(new NotFoundException("brand"), where);
                        return where;
                    });
        } finally {
            transaction.rollback();
        }
        assertThat(entriesAbout(where)).containsExactly("request.refused " + MARA);
    }

    @Test
    void aJobsEntryBearsTheJobsName() throws Exception {
        UUID subject = UUID.randomUUID();
        As.system(
                () ->
                        work.in(
                                "harbour",
                                "test",
                                () -> {
                                    trail.record("test.noted", "test", subject, java.util.Map.of());
                                    return subject;
                                }));
        assertThat(entriesAbout(subject)).containsExactly("test.noted job:test");
    }

    @Test
    void aStaleVersionIsRefused() throws Exception {
        UUID id = As.person("harbour", MARA, MANAGER, () -> campaigns.create(brand(), draft()));
        long version = As.person("harbour", MARA, MANAGER, () -> campaigns.find(id)).version();
        change(id, version);
        assertThatThrownBy(() -> change(id, version)).isInstanceOf(StaleException.class);
        assertThatThrownBy(() -> change(id, version + 7)).isInstanceOf(StaleException.class);
    }

    @Test
    void aMailOfACommittedTransactionIsSentAndOneOfARolledBackIsNot() throws Exception {
        String kept = UUID.randomUUID() + "@test.example";
        String lost = UUID.randomUUID() + "@test.example";
        transaction.begin();
        As.person(
                "harbour",
                MARA,
                MANAGER,
                () -> {
                    brandNames(); // binds the transaction
                    return mail(lost);
                });
        transaction.rollback();
        As.system(() -> work.in("harbour", "test", () -> mail(kept)));
        Instant end = Instant.now().plus(PATIENCE);
        List<String> state = List.of();
        while (!state.equals(List.of("SENT")) && Instant.now().isBefore(end)) {
            Thread.onSpinWait();
            state = mails(kept);
        }
        assertThat(state).containsExactly("SENT");
        assertThat(mails(lost)).isEmpty();
    }

    private String mail(String to) {
        outbox.send(new Mail(to, "A test", "Written by a test.", "en"));
        return to;
    }

    private List<String> mails(String to) throws Exception {
        return As.system(
                () ->
                        work.in(
                                "harbour",
                                "test",
                                () ->
                                        database.list(
                                                "select state from outbox where payload like ?",
                                                row -> row.text(1),
                                                "%" + to + "%")));
    }

    private int change(UUID id, long version) throws Exception {
        return As.person(
                "harbour",
                MARA,
                MANAGER,
                () -> {
                    campaigns.change(id, version, draft());
                    return 1;
                });
    }

    private List<String> entriesAbout(Object subject) throws Exception {
        return As.system(
                () ->
                        work.in(
                                "harbour",
                                "test",
                                () ->
                                        database.list(
                                                """
                                                select action || ' ' || actor from audit_entry
                                                where subject_id = ? order by chain, sequence""",
                                                row -> row.text(1),
                                                subject.toString())));
    }

    private String agency() {
        return database.list("select agency_id from agency", row -> row.text(1)).get(0);
    }

    private List<String> brandNames() {
        return brands.list(Optional.empty(), ALL).rows().stream().map(row -> row.name()).toList();
    }

    private UUID brand() {
        return brands.list(Optional.empty(), ALL).rows().get(0).id();
    }

    private static CampaignDraft draft() {
        return new CampaignDraft(
                "In-container " + UUID.randomUUID(),
                "",
                "",
                LocalDate.parse("2026-01-01"),
                LocalDate.parse("2026-02-01"));
    }
}
