package org.countersign.tenancy.look;

import java.util.Arrays;
import java.util.Set;
import org.countersign.platform.InvalidInputException;
import org.countersign.platform.pictures.ImageRefusedException;
import org.countersign.platform.pictures.ImageRefusedException.Reason;
import org.countersign.platform.pictures.ImageSniffer;
import org.countersign.platform.pictures.SniffedImage;

/**
 * An agency's logo: a small still PNG or JPEG, told by its bytes. It goes into mails and onto pages
 * of people who are not signed in, so what could carry a script (SVG) or what neither our checks
 * nor many mail programs can read (WebP) is refused.
 *
 * @param mediaType {@code image/png} or {@code image/jpeg}; empty without a logo
 * @param bytes without metadata
 */
public record Logo(String mediaType, byte[] bytes) {

    public static final int KILOBYTES_MAX = 100;
    public static final int BYTES_MAX = KILOBYTES_MAX * 1024;
    public static final int SIDE_MIN = 32;
    public static final int SIDE_MAX = 1024;

    /** The field's name on pages and in the API. */
    private static final String FIELD = "logo";

    /** An agency without one shows the first letter of its name. */
    public static final Logo NONE = new Logo("", new byte[0]);

    private static final Set<Reason> OF_THE_KIND = Set.of(Reason.NOT_AN_IMAGE, Reason.UNSUPPORTED);

    public Logo {
        bytes = bytes.clone();
    }

    @Override
    public byte[] bytes() {
        return bytes.clone();
    }

    /**
     * @throws InvalidInputException when it cannot be a logo; the text says why
     */
    public static Logo of(byte[] upload) {
        if (upload.length > BYTES_MAX) {
            throw new InvalidInputException(FIELD, "look.refused.logo_kilobytes", KILOBYTES_MAX);
        }
        SniffedImage image = sniffed(upload);
        if (image.width() > SIDE_MAX || image.height() > SIDE_MAX) {
            throw tooManyPixels();
        }
        if (image.width() < SIDE_MIN || image.height() < SIDE_MIN) {
            throw new InvalidInputException(FIELD, "look.refused.logo_small", SIDE_MIN);
        }
        if (image.bytes().length > BYTES_MAX) {
            throw new InvalidInputException(FIELD, "look.refused.logo_kilobytes", KILOBYTES_MAX);
        }
        return new Logo(image.mediaType(), image.bytes());
    }

    private static SniffedImage sniffed(byte[] upload) {
        if (upload.length > 3 && upload[0] == 'G' && upload[1] == 'I' && upload[2] == 'F') {
            throw new InvalidInputException(FIELD, "look.refused.logo_kind");
        }
        try {
            return ImageSniffer.sniff(upload);
        } catch (ImageRefusedException refused) {
            if (refused.reason() == Reason.TOO_MANY_PIXELS) {
                throw tooManyPixels();
            }
            throw new InvalidInputException(
                    FIELD,
                    OF_THE_KIND.contains(refused.reason())
                            ? "look.refused.logo_kind"
                            : refused.messageKey());
        }
    }

    private static InvalidInputException tooManyPixels() {
        return new InvalidInputException(FIELD, "look.refused.logo_pixels", SIDE_MAX);
    }

    public boolean isThere() {
        return bytes.length > 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Logo logo
                && mediaType.equals(logo.mediaType)
                && Arrays.equals(bytes, logo.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Logo[" + mediaType + ", " + bytes.length + " bytes]";
    }
}
