/** Pages of campaigns. */
package org.countersign.web.campaign;
