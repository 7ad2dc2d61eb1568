package org.countersign.tenancy.vendor;

/** Somebody who works for a vendor. */
public record VendorPerson(String id, String name, String mail, boolean active) {}
