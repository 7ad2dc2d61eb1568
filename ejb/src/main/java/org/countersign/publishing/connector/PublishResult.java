package org.countersign.publishing.connector;

/** What became of a try to publish. */
public sealed interface PublishResult permits Published, Refused, RetryLater, Unknown {}
