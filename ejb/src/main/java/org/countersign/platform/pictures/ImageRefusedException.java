package org.countersign.platform.pictures;

import java.util.Locale;
import org.countersign.platform.RefusedException;

/** An upload that is no image we keep; the message key is {@code asset.refused.<reason>}. */
public final class ImageRefusedException extends RefusedException {

    private static final long serialVersionUID = 1L;

    /** What is wrong with it. */
    public enum Reason {
        EMPTY,
        TOO_LARGE,
        /** The content is none of an image, whatever the name says. */
        NOT_AN_IMAGE,
        /** An image, but not of a format or colour model we take. */
        UNSUPPORTED,
        TRUNCATED,
        /** Something else is hidden behind the image. */
        TRAILING_DATA,
        TOO_MANY_PIXELS,
        ANIMATED,
        DAMAGED
    }

    private final Reason reason;

    ImageRefusedException(Reason reason) {
        super("asset.refused." + reason.name().toLowerCase(Locale.ROOT));
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
