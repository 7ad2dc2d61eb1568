package org.countersign.platform;

/** There is no such thing for this caller: absent, another agency's or not the caller's to see. */
public final class NotFoundException extends RefusedException {

    private static final long serialVersionUID = 1L;

    /**
     * @param what the kind of thing: {@code post}, {@code brand}...
     */
    public NotFoundException(String what) {
        super("general.refused.not_found", what);
    }
}
