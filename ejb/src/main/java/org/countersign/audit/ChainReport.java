package org.countersign.audit;

/**
 * What checking a chain found.
 *
 * @param entries how many entries were read
 * @param brokenAt the first entry whose hash or link does not hold; 0 when all do
 * @param headHash hash of the newest entry, lower-case hex
 */
public record ChainReport(long entries, long brokenAt, String headHash) {

    public boolean whole() {
        return brokenAt == 0;
    }
}
