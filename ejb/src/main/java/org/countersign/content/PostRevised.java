package org.countersign.content;

import java.util.UUID;

/** A post got a new revision in the running transaction; what was decided on older ones is over. */
public record PostRevised(UUID postId) {}
