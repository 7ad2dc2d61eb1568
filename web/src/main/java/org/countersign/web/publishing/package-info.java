/** Pages on which accounts are connected and looked after. */
package org.countersign.web.publishing;
