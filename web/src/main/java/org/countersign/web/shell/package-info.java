/**
 * What every page stands in: language and theme, who is looking, notices, error pages, formats.
 *
 * <p>Nothing here holds a session: language and theme are cookies, filters and pages of a list are
 * in the address, and a refused command comes back as a message beside what was typed.
 */
package org.countersign.web.shell;
