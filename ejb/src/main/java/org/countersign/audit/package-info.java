/**
 * Floor 2: what happened, as a hash chain per agency, and what was refused, as a second one. The
 * gates' own triggers write most entries; services add theirs through {@link
 * org.countersign.audit.AuditTrail}. Entries are linked at commit by the database; nothing here or
 * elsewhere can change one.
 */
package org.countersign.audit;
