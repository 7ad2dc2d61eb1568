package org.countersign.platform;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Which part of a list, in which order. Two kinds: a table's page (offset, sort column) and an API
 * client's batch (everything after a cursor, by id, so that nothing is skipped while rows arrive).
 *
 * @param first rows to leave out; 0 for a batch
 * @param size rows wanted, 1 to 100
 * @param sort a key that the list offers, or empty for its own order
 * @param after the cursor a batch goes on from, an empty text for its start; no value for a table
 */
public record Paging(int first, int size, String sort, boolean descending, Optional<String> after) {

    /** The most rows one answer carries. */
    public static final int SIZE_MAX = 100;

    public Paging {
        if (first < 0 || size < 1 || size > SIZE_MAX) {
            throw new InvalidInputException("limit", "paging.refused.size", SIZE_MAX);
        }
    }

    /** A page of a table. */
    public static Paging table(int first, int size, String sort, boolean descending) {
        return new Paging(first, size, sort, descending, Optional.empty());
    }

    /**
     * The next batch for an API client.
     *
     * @param after cursor of the answer before, empty for the start
     */
    public static Paging batch(String after, int size) {
        return new Paging(0, size, "", false, Optional.of(after));
    }

    /** True for an API client's batch that goes on after a cursor. */
    public boolean goesOn() {
        return after.filter(cursor -> !cursor.isEmpty()).isPresent();
    }

    /** True for an API client's batch, false for a table's page. */
    public boolean isBatch() {
        return after.isPresent();
    }

    /**
     * The cursor as an id.
     *
     * @throws InvalidInputException when it is none of ours
     */
    public UUID afterId() {
        try {
            return UUID.fromString(after.orElse(""));
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException("after", "paging.refused.cursor");
        }
    }

    /**
     * The order for SQL, from a list's own columns only.
     *
     * @param columns sort key to SQL expression
     * @param standard SQL order when no known key is asked for
     * @param tie unique column that makes the order total
     */
    public String orderBy(Map<String, String> columns, String standard, String tie) {
        String column = columns.get(sort);
        String order = column == null ? standard : column + (descending ? " desc" : " asc");
        return " order by " + order + ", " + tie;
    }
}
