package org.countersign.tenancy.look;

import java.util.Optional;

/**
 * What an agency looks like.
 *
 * @param colour as {@code #1f4d46}; empty for the product's own
 * @param mailName whom mails are from; empty for the agency's name
 * @param replyTo where answers to mails go; empty for nowhere
 * @param version counts the changes; part of the addresses under which browsers keep the look
 */
public record AgencyLook(
        String agencyId,
        String name,
        String colour,
        Logo logo,
        String mailName,
        String replyTo,
        long version) {

    /** Empty for an agency that keeps the product's colour. */
    public Optional<Accent> accent() {
        return Accent.of(colour);
    }

    /** Whom mails are from. */
    public String sender() {
        return mailName.isEmpty() ? name : mailName;
    }
}
