package org.countersign.web.content;

/**
 * Where a link of a post really leads.
 *
 * @param domain as people read it
 * @param ascii as the network sees it
 * @param deceptive it mixes scripts or looks like another domain
 */
public record LinkTarget(String domain, String ascii, boolean deceptive) {

    /** Whether the two spellings differ, so that both are shown. */
    public boolean coded() {
        return !domain.equals(ascii);
    }
}
