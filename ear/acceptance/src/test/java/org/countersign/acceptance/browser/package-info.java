/**
 * What people do, in a real browser: one journey per role, every page checked by axe, a picture of
 * each kept under {@code target/screenshots}.
 */
package org.countersign.acceptance.browser;
