/** Pages of safety: the stop switch, and the rules. */
package org.countersign.web.safety;
