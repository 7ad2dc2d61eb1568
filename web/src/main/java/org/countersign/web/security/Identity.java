package org.countersign.web.security;

import java.io.Serializable;
import org.countersign.platform.AgencyPrincipal;

/** Whom a checked token speaks for. What they may do is not in it: the agency's books say that. */
record Identity(AgencyPrincipal principal) implements Serializable {

    private static final long serialVersionUID = 1L;
}
