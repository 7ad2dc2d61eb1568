/** Floor 5: campaigns, the frame that posts are planned in. */
package org.countersign.campaign;
