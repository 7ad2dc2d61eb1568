package org.countersign.tenancy.look;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Locale;
import java.util.regex.Pattern;
import org.countersign.platform.InvalidInputException;

/**
 * A look as the owner wants it, but for the logo.
 *
 * @param name of the agency, as everybody reads it
 * @param colour as {@code #1f4d46}; empty for the product's own
 * @param mailName whom mails are from; empty for the agency's name
 * @param replyTo where answers to mails go; empty for nowhere
 */
public record LookDraft(
        @NotBlank @Size(max = NAME_MAX) String name,
        @NotNull @Size(max = 7) String colour,
        @NotNull @Size(max = MAIL_NAME_MAX) String mailName,
        @NotNull @Size(max = ADDRESS_MAX) String replyTo) {

    public static final int NAME_MAX = 120;
    public static final int MAIL_NAME_MAX = 80;
    public static final int ADDRESS_MAX = 254;

    /** What would let a name pass for an address, or break out of a header. */
    private static final Pattern NO_NAME =
            Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}@<>\"]");

    private static final Pattern ADDRESS =
            Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,253}");

    /**
     * The same, as it is kept.
     *
     * @throws InvalidInputException for a colour that cannot be read, a name that could pass for an
     *     address, no address
     */
    LookDraft checked() {
        return new LookDraft(
                named("name", name), readable(colour), named("mailName", mailName), address());
    }

    /** Refuses with the nearest colour that would do. */
    private static String readable(String colour) {
        if (colour.isBlank()) {
            return "";
        }
        Accent accent =
                Accent.of(colour.strip())
                        .orElseThrow(
                                () -> new InvalidInputException("colour", "look.refused.colour"));
        if (!accent.isReadable()) {
            throw new InvalidInputException(
                    "colour", "look.refused.unreadable", accent.readable().hex());
        }
        return accent.hex();
    }

    private static String named(String field, String name) {
        if (NO_NAME.matcher(name).find()) {
            throw new InvalidInputException(field, "look.refused.name");
        }
        return name.strip();
    }

    private String address() {
        String typed = replyTo.strip();
        if (typed.isEmpty()) {
            return "";
        }
        try {
            if (ADDRESS.matcher(typed).matches()) {
                new InternetAddress(typed, true);
                int at = typed.lastIndexOf('@');
                return typed.substring(0, at) + typed.substring(at).toLowerCase(Locale.ROOT);
            }
        } catch (AddressException noAddress) {
            // said below
        }
        throw new InvalidInputException("replyTo", "look.refused.reply_to");
    }
}
