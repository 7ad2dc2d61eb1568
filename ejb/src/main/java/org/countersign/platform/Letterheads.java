package org.countersign.platform;

/** Where mails get their look from; a higher floor keeps it. */
public interface Letterheads {

    /** Of the agency that the running transaction is for. */
    Letterhead current();
}
