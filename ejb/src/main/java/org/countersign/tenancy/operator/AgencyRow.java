package org.countersign.tenancy.operator;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * An agency as the operator sees it.
 *
 * @param slug its id everywhere else
 * @param state {@code PROVISIONING}, {@code ACTIVE}, {@code SUSPENDED}, {@code OFFBOARDED} or
 *     {@code ERASED}
 * @param people how many have access
 * @param lastActivity when its chain grew last
 * @param task the state of what is being done with it, or done last
 * @param legalHold why it must not be erased
 */
public record AgencyRow(
        UUID id,
        String slug,
        String name,
        String host,
        String state,
        String ownerName,
        String ownerMail,
        Instant createdAt,
        long people,
        Optional<Instant> lastActivity,
        Optional<String> task,
        Optional<String> legalHold,
        long version) {

    /** Something with it did not work out and waits for a person. */
    public boolean troubled() {
        return task.filter("FAILED"::equals).isPresent();
    }

    public boolean busy() {
        return task.filter("RUNNING"::equals).isPresent();
    }
}
