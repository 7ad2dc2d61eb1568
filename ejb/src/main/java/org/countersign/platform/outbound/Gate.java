package org.countersign.platform.outbound;

/**
 * What is asked between "the connection stands" and "the first byte goes out".
 *
 * <p>A publisher takes its shared locks and looks for holds in {@link #open}, and lets the locks go
 * in {@link #firstByteOut}; connection set-up, which may take seconds, lies before both.
 */
public interface Gate {

    /** For requests that write nothing to a network: reading, opening a session. */
    Gate NONE =
            new Gate() {
                @Override
                public void open() {
                    // nothing to ask
                }

                @Override
                public void firstByteOut() {
                    // nothing to let go
                }
            };

    /**
     * Returns to let the request start; throws, and nothing is sent: the exception reaches the
     * caller of send.
     */
    void open();

    /** Called exactly once after each {@link #open} that returned, also when writing failed. */
    void firstByteOut();
}
