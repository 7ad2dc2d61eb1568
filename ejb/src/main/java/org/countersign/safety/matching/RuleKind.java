package org.countersign.safety.matching;

/** What a rule looks for; the last four belong to the engine and take no pattern. */
public enum RuleKind {
    /** Any of the phrases, as whole words. */
    PHRASE,
    /** One of the phrases must be in the text. */
    REQUIRED,
    /** A link to any of the domains or below them. */
    LINK,
    /** An image without a description. */
    ALT_TEXT_MISSING,
    /** A character that hides from the reader. */
    INVISIBLE_CHARACTERS,
    /** A control that makes text read in another order than it is written. */
    BIDI_CONTROLS,
    /** A link whose domain mixes scripts, mimics another or hides behind a name. */
    DECEPTIVE_LINK;

    boolean builtIn() {
        return ordinal() >= ALT_TEXT_MISSING.ordinal();
    }
}
