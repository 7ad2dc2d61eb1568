package org.countersign.tenancy.access;

/**
 * A program's secret, on its way to the one who asked for it; it is kept nowhere here.
 *
 * @param tokenEndpoint where the program trades it for access tokens
 */
public record IssuedSecret(
        ServiceAccountRow account, String clientId, String secret, String tokenEndpoint) {

    @Override
    public String toString() {
        return "secret of " + clientId;
    }
}
