/**
 * Settings: what a person and an agency's owner may set. One page a section; each feature adds its
 * own to {@code /WEB-INF/parts/settings.xhtml}. Staff see it in the agency's frame, everybody else
 * in the client's.
 */
package org.countersign.web.settings;
