package org.countersign.server;

/** One thing the launcher starts, proves and stops. */
interface Part {

    /** What people call it in the progress lines. */
    String title();

    /**
     * Returns when the part answers; a short remark for the progress line, possibly empty.
     *
     * @throws StartFailure when the product cannot run without it
     */
    String start() throws Exception;

    /** Ends the part; does nothing when it never started. */
    void stop();
}
