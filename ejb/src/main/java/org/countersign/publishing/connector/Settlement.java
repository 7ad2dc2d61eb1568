package org.countersign.publishing.connector;

/** What the network itself says of a publication. */
public sealed interface Settlement permits Published, Absent, Different, Unknown {}
