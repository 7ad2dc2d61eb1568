package org.countersign.approval;

/** What a decider can say. Only the first lets anything out. */
public enum DecisionKind {
    APPROVE,
    REQUEST_CHANGES,
    REJECT
}
