package org.countersign.tenancy;

/** A person of a client who holds a mandate now. */
public record ClientPerson(String id, String name, String mail) {}
