package org.countersign.content;

import java.time.Instant;
import java.util.UUID;

/** A post's time was moved inside its approved window, in the running transaction. */
public record PostMoved(UUID postId, Instant plannedAt) {}
