/** Direct SQL with the application's own role: what the database itself refuses. */
package org.countersign.acceptance.sql;
