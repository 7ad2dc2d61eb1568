/**
 * What each network accepts, as data with a source, and how much of it a draft uses.
 *
 * <p>Over a limit is an error that names limit, unit and source; nothing is ever cut. A number no
 * source gives is not in the table.
 */
package org.countersign.content.limits;
