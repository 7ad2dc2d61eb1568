package org.countersign.platform;

/**
 * What an agency's mails look like.
 *
 * @param agency its name
 * @param sender whom mails are from
 * @param replyTo where answers go; empty for nowhere
 * @param colour as {@code #1f4d46}; empty for the product's own
 * @param logoType media type of the logo; empty without one
 */
public record Letterhead(
        String agency, String sender, String replyTo, String colour, String logoType, byte[] logo) {

    public Letterhead {
        logo = logo.clone();
    }

    @Override
    public byte[] logo() {
        return logo.clone();
    }

    boolean hasLogo() {
        return logo.length > 0;
    }
}
