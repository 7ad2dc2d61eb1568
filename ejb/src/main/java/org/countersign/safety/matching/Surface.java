package org.countersign.safety.matching;

/** Where in the content something stands; hashtags and written links are parts of the text. */
public enum Surface {
    TEXT,
    HASHTAG,
    LINK,
    ALT_TEXT
}
