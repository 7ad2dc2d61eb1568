/** What the running server answers over HTTP, to good input and to bad. */
package org.countersign.acceptance.protocol;
