/**
 * Tests of the whole product, started once by its own launcher for all of them: what the database
 * refuses ({@code sql}), what the server answers ({@code protocol}), what the container enforces
 * ({@code container}) and what people do in a browser ({@code browser}).
 */
package org.countersign.acceptance;
