/**
 * Floor 1: time, ids, the bound tenant, the database, mail and the outbound client. It knows no
 * feature. What a service may rely on here: inside an EJB method the caller's agency is bound to
 * the transaction, for EclipseLink and for PostgreSQL's row-level security alike.
 */
package org.countersign.platform;
