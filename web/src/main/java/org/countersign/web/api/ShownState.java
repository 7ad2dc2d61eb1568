package org.countersign.web.api;

/** Where a post is seen to stand: with its deciders, or on its way out. */
public enum ShownState {
    DRAFT,
    IN_REVIEW,
    CHANGES_REQUESTED,
    REJECTED,
    APPROVED,
    SCHEDULED,
    DISPATCHING,
    PARTIAL,
    PUBLISHED,
    FAILED,
    UNKNOWN,
    HELD,
    EXPIRED,
    CANCELLED,
    REMOVED
}
