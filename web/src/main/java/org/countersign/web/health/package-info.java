/** What the launcher and operators ask to learn whether the application is up. */
package org.countersign.web.health;
