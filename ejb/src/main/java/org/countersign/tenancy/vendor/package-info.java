/**
 * Vendors and their assignments. The client approves that a vendor may work on its brand; access
 * opens and closes with the assignment by itself, which the database answers on each request (V015,
 * ADR 0014). What a vendor's people see is row-level security's to say, not these services'.
 */
package org.countersign.tenancy.vendor;
