package org.countersign.insight;

/**
 * The figures at the top of the desk.
 *
 * @param expiring in review, and planned within a day or already late
 * @param waiting all that wait for a decision
 * @param withUs drafts and asked changes
 * @param channelsFailing channels without a credential or with a failure newer than the last
 *     success
 * @param held posts that a stop holds
 * @param silentBrands brands with nothing published in the last seven days and nothing scheduled
 */
public record DeskSums(
        long expiring,
        long waiting,
        long withUs,
        long channelsFailing,
        long held,
        long silentBrands) {}
