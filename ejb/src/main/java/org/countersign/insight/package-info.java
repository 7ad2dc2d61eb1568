/** Floor 11: what the agency's people look at first, put together from the floors below. */
package org.countersign.insight;
