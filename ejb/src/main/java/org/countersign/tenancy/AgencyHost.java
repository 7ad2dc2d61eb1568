package org.countersign.tenancy;

/**
 * Where an agency lives and who vouches for its people.
 *
 * @param host lower-case host name without port
 * @param issuer OIDC issuer of the agency's realm, exactly as its tokens name it
 * @param suspended true in every state but {@code ACTIVE}
 */
public record AgencyHost(String agencyId, String host, String issuer, boolean suspended) {}
