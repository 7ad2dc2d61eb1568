package org.countersign.publishing.connector;

/** Something else is there under the key; a person has to look. */
public record Different(String uri, String cid) implements Settlement {}
