package org.countersign.safety.matching;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.countersign.platform.text.WebLink;

/** Reads what people write into a rule's pattern. */
final class Patterns {

    private Patterns() {}

    /** The alternatives between bars; a pattern of nothing has one empty alternative. */
    static List<String> alternatives(String pattern) {
        return Arrays.stream(pattern.split("\\|", -1)).map(String::strip).toList();
    }

    /** A domain, however it was written: with a scheme, a path, a leading star or dot. */
    static Optional<String> domain(String written) {
        String name = written.strip();
        if (name.contains("://")) {
            return WebLink.parse(name).map(WebLink::asciiDomain);
        }
        name = name.replaceFirst("^\\*?\\.", "").replaceFirst("[/?#:].*$", "");
        return name.contains(".") ? WebLink.ascii(name) : Optional.empty();
    }
}
