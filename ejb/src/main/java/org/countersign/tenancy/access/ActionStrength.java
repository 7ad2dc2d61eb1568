package org.countersign.tenancy.access;

import java.time.Instant;
import java.util.Optional;
import org.countersign.platform.SensitiveAction;
import org.countersign.platform.Strength;

/**
 * The sign-in that an action asks for.
 *
 * @param least {@link Strength#MAIL} asks for nothing more than being signed in
 * @param setBy name of who set it; empty while nobody has
 */
public record ActionStrength(
        SensitiveAction action, Strength least, Optional<String> setBy, Optional<Instant> setAt) {}
