/** Pages of vendors and their assignments: the agency's, the client's and the vendors' own. */
package org.countersign.web.vendor;
