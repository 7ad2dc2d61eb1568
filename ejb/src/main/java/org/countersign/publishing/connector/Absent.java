package org.countersign.publishing.connector;

/** Nothing is there under the key. */
public record Absent() implements Settlement {}
