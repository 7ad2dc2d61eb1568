package org.countersign.acceptance.protocol;

import java.util.UUID;
import org.countersign.acceptance.product.TestPeople;

/** Somebody who came, was held on to for the law, left and was erased, all by SQL. */
final class PrivacyOfPeople {

    private PrivacyOfPeople() {}

    /**
     * @param hold id of the legal hold, which has ended
     * @param erasure id of the erasure
     */
    record Erased(String hold, String erasure) {}

    static Erased heldThenErased(String agency) {
        var somebody = TestPeople.staff(agency, "creator", true);
        UUID hold = UUID.randomUUID();
        UUID erasure = UUID.randomUUID();
        TestPeople.asOwner(
                agency,
                s -> {
                    s.update(
                            "insert into erasure_hold (agency_id, id, person_id, reason) values (?, ?, ?, 'a test')",
                            agency,
                            hold,
                            somebody.id());
                    s.update(
                            "update erasure_hold set ended_at = db_now() where agency_id = ? and id = ?",
                            agency,
                            hold);
                    s.update(
                            "update person set active = false where agency_id = ? and id = ?",
                            agency,
                            somebody.id());
                    return s.update(
                            "insert into person_erasure (agency_id, id, person_id, words) values (?, ?, ?, false)",
                            agency,
                            erasure,
                            somebody.id());
                });
        return new Erased(hold.toString(), erasure.toString());
    }
}
