package org.countersign.platform;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Requests of API clients that may arrive twice. A request's effect and the answer kept under its
 * key are one transaction: there is never one without the other, so a repeat finds the answer or
 * does the work for the first time. A refused request leaves no key behind.
 */
@Stateless
@RolesAllowed(Permissions.REQUESTS_REPEAT)
public class IdempotentRequests {

    public static final int KEY_MAX = 200;

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    @PersistenceContext(unitName = "countersign")
    EntityManager entities;

    @Inject Database database;
    @Inject Caller caller;

    /**
     * What a client was told.
     *
     * @param body JSON, or empty for none
     */
    public record Answer(
            int status, Optional<String> location, Optional<String> etag, String body) {}

    /**
     * @param repeated the answer is the kept one of an earlier request
     */
    public record Outcome(Answer answer, boolean repeated) {}

    private record Kept(byte[] digest, Answer answer, boolean told) {}

    /**
     * Does the work once for each key of the caller; the same key is remembered for a day. A repeat
     * that arrives while the first is under way waits for its end.
     *
     * @param key chosen by the client; without one the work is just done
     * @param digest SHA-256 of all that makes the request the same request
     * @param effect the work
     * @param answer what to tell of it, from its result; reads what the work wrote
     * @throws InvalidInputException when the key was used for another request
     * @throws NotFoundException when the caller lost a role, a client or an assignment since: what
     *     the answer says may be theirs to see no more
     * @throws UnderWayException when the first request takes too long to wait for
     */
    public <T> Outcome once(
            Optional<String> key, byte[] digest, Supplier<T> effect, Function<T, Answer> answer) {
        if (key.isEmpty()) {
            return new Outcome(work(effect, answer), false);
        }
        forgetOld();
        if (!begin(key.get(), digest)) {
            return new Outcome(kept(key.get(), digest), true);
        }
        Answer given = work(effect, answer);
        database.update(
                """
                update idempotent_request set status = ?, location = ?, etag = ?, body = ?
                where person_id = ? and key = ?""",
                given.status(),
                given.location().orElse(null),
                given.etag().orElse(null),
                given.body(),
                caller.id(),
                key.get());
        return new Outcome(given, false);
    }

    private <T> Answer work(Supplier<T> effect, Function<T, Answer> answer) {
        T result = effect.get();
        entities.flush();
        return answer.apply(result);
    }

    /** Takes the key; false when it is taken. Waits for whoever is just taking it. */
    private boolean begin(String key, byte[] digest) {
        try {
            lockTimeout("5s");
            int taken =
                    database.update(
                            """
                            insert into idempotent_request (person_id, key, request_digest, status)
                            values (?, ?, ?, 0) on conflict (agency_id, person_id, key) do nothing""",
                            caller.id(),
                            key,
                            digest);
            lockTimeout("0");
            return taken > 0;
        } catch (DatabaseException e) {
            if (e.getCause() instanceof SQLException sql
                    && LOCK_NOT_AVAILABLE.equals(sql.getSQLState())) {
                throw new UnderWayException();
            }
            throw e;
        }
    }

    private Answer kept(String key, byte[] digest) {
        Kept kept =
                database.first(
                                """
                                select r.request_digest, r.status, r.location, r.etag, r.body, is_still_told(r)
                                from idempotent_request r where r.person_id = ? and r.key = ?""",
                                row ->
                                        new Kept(
                                                row.bytes(1),
                                                new Answer(
                                                        row.number(2),
                                                        row.optionalText(3),
                                                        row.optionalText(4),
                                                        row.text(5)),
                                                row.flag(6)),
                                caller.id(),
                                key)
                        .orElseThrow(UnderWayException::new);
        if (!Arrays.equals(kept.digest(), digest)) {
            throw new InvalidInputException("Idempotency-Key", "request.refused.key_reused");
        }
        if (!kept.told()) {
            throw new NotFoundException("request");
        }
        return kept.answer();
    }

    private void lockTimeout(String time) {
        database.list("select set_config('lock_timeout', ?, true)", row -> row.text(1), time);
    }

    private void forgetOld() {
        database.update(
                """
                delete from idempotent_request r where (r.agency_id, r.person_id, r.key) in (
                  select o.agency_id, o.person_id, o.key from idempotent_request o
                  where o.person_id = ? and o.created_at < db_now() - interval '24 hours'
                  limit 100 for update skip locked)""",
                caller.id());
    }
}
