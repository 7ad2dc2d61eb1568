/**
 * Floor 3: the agency and what belongs to it: clients, brands, channels, people and the mandates by
 * which a client's own people may approve. Staff see all clients of their agency; a client's people
 * see their own client only; a vendor sees nothing here.
 */
package org.countersign.tenancy;
