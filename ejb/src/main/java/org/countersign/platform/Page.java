package org.countersign.platform;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Part of a list.
 *
 * @param total rows that the filter matches in all
 * @param next cursor of the next batch; empty at the end
 */
public record Page<T>(List<T> rows, long total, Optional<String> next) {

    /**
     * From rows read with one more than wanted, so that the end is known.
     *
     * @param rows up to {@code paging.size() + 1} rows
     */
    public static <T> Page<T> of(
            List<T> rows, Paging paging, long total, Function<T, String> cursor) {
        if (rows.size() <= paging.size()) {
            return new Page<>(List.copyOf(rows), total, Optional.empty());
        }
        List<T> kept = List.copyOf(rows.subList(0, paging.size()));
        return new Page<>(kept, total, Optional.of(cursor.apply(kept.get(kept.size() - 1))));
    }
}
