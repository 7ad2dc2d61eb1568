package org.countersign.publishing.connector;

/** What became of a try to remove. */
public sealed interface Removal permits Removed, Refused, RetryLater, Unknown {}
