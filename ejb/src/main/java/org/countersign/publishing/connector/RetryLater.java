package org.countersign.publishing.connector;

import java.time.Instant;

/** It had no effect and may be tried again, not before the instant. */
public record RetryLater(Instant notBefore, String cause)
        implements PublishResult, Removal, Connection {}
