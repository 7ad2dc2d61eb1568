package org.countersign.tenancy.vendor;

/**
 * Somebody who works for a vendor.
 *
 * @param state {@code ACTIVE}, {@code INVITED} (has never signed in) or {@code ENDED}
 * @param keycloak how far Keycloak has followed: {@code DONE}, {@code WAITING} or {@code FAILED}
 */
public record VendorPerson(
        String id, String name, String mail, String state, String keycloak, long version) {

    public boolean active() {
        return !ended();
    }

    public boolean invited() {
        return "INVITED".equals(state);
    }

    public boolean ended() {
        return "ENDED".equals(state);
    }
}
