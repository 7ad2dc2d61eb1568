package org.countersign.web.security;

import jakarta.servlet.http.HttpServletRequest;

/**
 * A door past the mechanism, for test archives: the in-container test runner is a servlet on a host
 * that is no agency's. The product has no implementation, and a test sees to it that none is added;
 * a setting would be one more thing to get wrong in production.
 */
public interface OpenDoor {

    boolean opens(HttpServletRequest request);
}
