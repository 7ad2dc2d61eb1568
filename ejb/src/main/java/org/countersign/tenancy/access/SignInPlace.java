package org.countersign.tenancy.access;

import java.io.Serializable;
import java.time.Instant;

/**
 * Where somebody is signed in.
 *
 * @param id of Keycloak's session
 * @param browser its name and system; empty where none was noted
 * @param address where it was begun from
 * @param here whether it is the caller's own, in which they look
 * @param program whether a program of theirs has a part in it
 */
public record SignInPlace(
        String id,
        String browser,
        String address,
        Instant begun,
        Instant lastSeen,
        boolean here,
        boolean program)
        implements Serializable {}
