package org.countersign.safety;

import java.util.UUID;

/** A hold was lifted, in the running transaction. */
public record HoldLifted(UUID holdId) {}
