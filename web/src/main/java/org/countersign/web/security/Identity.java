package org.countersign.web.security;

import java.io.Serializable;
import java.util.Set;
import org.countersign.platform.AgencyPrincipal;

/**
 * Who a checked token speaks for, and the roles it grants; roles that are not ours are left out.
 */
record Identity(AgencyPrincipal principal, Set<String> roles) implements Serializable {

    private static final long serialVersionUID = 1L;
}
