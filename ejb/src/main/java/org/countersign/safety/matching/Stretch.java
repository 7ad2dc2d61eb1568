package org.countersign.safety.matching;

import java.util.Optional;

/** Stretched letters: runs of three and more; two are spelling. */
final class Stretch {

    private Stretch() {}

    /** The form with each such run cut to the given length; empty if there is none. */
    static Optional<String> shortened(String form, int length) {
        StringBuilder out = new StringBuilder(form.length());
        boolean found = false;
        for (int i = 0; i < form.length(); ) {
            int end = i + 1;
            while (end < form.length() && form.charAt(end) == form.charAt(i)) {
                end++;
            }
            boolean stretched = end - i >= 3 && Character.isLetter(form.charAt(i));
            found |= stretched;
            out.append(form, i, stretched ? i + length : end);
            i = end;
        }
        return found ? Optional.of(out.toString()) : Optional.empty();
    }
}
