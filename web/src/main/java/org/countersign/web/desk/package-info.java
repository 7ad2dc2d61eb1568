/** The Desk: what needs the agency's people now. */
package org.countersign.web.desk;
