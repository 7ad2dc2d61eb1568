/** The page of the audit chain. */
package org.countersign.web.audit;
