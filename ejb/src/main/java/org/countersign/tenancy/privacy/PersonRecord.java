package org.countersign.tenancy.privacy;

import java.util.Optional;

/**
 * A person as those see them who keep the agency's privacy.
 *
 * @param side {@code AGENCY}, {@code CLIENT} or {@code VENDOR}
 * @param waitsFor what an erasure still waits for: {@code role}, {@code mandate}, {@code
 *     legal_hold}, or {@code done} when it was
 * @param erasable the caller answers for this person
 */
public record PersonRecord(
        String id,
        String name,
        String mail,
        String side,
        Optional<String> waitsFor,
        boolean erasable) {

    public boolean held() {
        return waitsFor.filter("legal_hold"::equals).isPresent();
    }

    public boolean erased() {
        return waitsFor.filter("done"::equals).isPresent();
    }
}
