package org.countersign.tenancy.vendor;

/** Where an assignment stands, time included. */
public enum AssignmentState {
    DRAFT,
    /** Waits for the client. */
    PROPOSED,
    DECLINED,
    /** The client said yes; it has not begun. */
    APPROVED,
    /** The vendor may work. */
    OPEN,
    /** By time, or because somebody ended it. */
    ENDED
}
