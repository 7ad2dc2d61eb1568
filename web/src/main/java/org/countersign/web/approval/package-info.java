/** Pages of approval: the staff's view of what waits, and the client's Review. */
package org.countersign.web.approval;
