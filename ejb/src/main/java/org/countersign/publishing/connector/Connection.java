package org.countersign.publishing.connector;

/** What became of a try to open the account. */
public sealed interface Connection permits Connected, Refused, RetryLater {}
