package org.countersign.safety.matching;

/** What a rule asks for when it finds something. */
public enum Action {
    /** Goes no further until it is changed. */
    BLOCK,
    /** Goes on only past compliance. */
    LEGAL,
    /** Is shown to everyone who decides. */
    WARN
}
