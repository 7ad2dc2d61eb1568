package org.countersign.web.security;

import java.util.concurrent.Semaphore;

/**
 * Lets a bounded number of requests wait for Keycloak. A request that waits holds one of the
 * server's threads (200); a Keycloak that is slow must not hold those that need nothing of it. Who
 * finds no place is told at once that it does not answer.
 */
final class Turnstile {

    private final Semaphore places;

    Turnstile(int places) {
        this.places = new Semaphore(places);
    }

    /** Something that waits for Keycloak. */
    interface Waiting<T, X extends Exception> {
        T answer() throws X, RealmUnavailableException;
    }

    /**
     * @throws RealmUnavailableException when as many wait as may
     */
    <T, X extends Exception> T pass(String issuer, Waiting<T, X> waiting)
            throws X, RealmUnavailableException {
        if (!places.tryAcquire()) {
            throw new RealmUnavailableException(issuer, null);
        }
        try {
            return waiting.answer();
        } finally {
            places.release();
        }
    }
}
