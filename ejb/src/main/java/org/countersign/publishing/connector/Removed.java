package org.countersign.publishing.connector;

/** It is gone. */
public record Removed() implements Removal {}
