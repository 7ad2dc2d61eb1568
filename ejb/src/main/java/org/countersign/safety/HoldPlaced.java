package org.countersign.safety;

import java.util.UUID;

/** A hold was placed, in the running transaction. */
public record HoldPlaced(UUID holdId) {}
