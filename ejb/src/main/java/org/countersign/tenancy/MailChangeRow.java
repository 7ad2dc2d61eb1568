package org.countersign.tenancy;

import java.time.Instant;
import java.util.UUID;

/**
 * A changed mail address of a client's person that no owner has confirmed; until then they decide
 * nothing there.
 *
 * @param byThemselves true when the person is the client's only owner and confirms with the code
 *     that went to the old address
 */
public record MailChangeRow(
        UUID id,
        UUID clientId,
        String clientName,
        String personId,
        String personName,
        String oldMail,
        String newMail,
        Instant changedAt,
        boolean byThemselves) {}
