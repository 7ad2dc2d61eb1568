package org.countersign.platform;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The conditions of one list and their values, in step. Only constants of the code become SQL;
 * whatever a person typed is a value.
 */
public final class Where {

    private final StringBuilder sql = new StringBuilder(" where true");
    private final List<Object> values = new ArrayList<>();

    /** One more condition, with a value for each of its question marks. */
    public Where and(String condition, Object... itsValues) {
        sql.append(" and ").append(condition);
        values.addAll(List.of(itsValues));
        return this;
    }

    /** The condition, when there is something to compare with. */
    public Where and(String condition, Optional<?> value) {
        return value.isPresent() ? and(condition, value.get()) : this;
    }

    /** The column is one of these; no list means no limit. */
    public Where within(String column, List<String> allowed) {
        return allowed.isEmpty()
                ? this
                : and(column + " = any (?)", (Object) allowed.toArray(String[]::new));
    }

    /** The column holds this text somewhere, whatever its case; an empty text matches all. */
    public Where containing(String column, String text) {
        return text.isBlank()
                ? this
                : and(column + " ilike ? escape '\\'", "%" + literal(text.strip()) + "%");
    }

    long count(Database database, String from) {
        return database.first(
                        "select count(*) from " + from + sql, row -> row.big(1), values.toArray())
                .orElseThrow();
    }

    /** One row more than the page holds, so that {@link Page#of} knows whether it is the last. */
    <T> List<T> list(
            Database database,
            String select,
            String orderBy,
            Paging paging,
            Database.RowReader<T> reader) {
        List<Object> all = new ArrayList<>(values);
        all.add(paging.size() + 1);
        all.add(paging.first());
        return database.list(select + sql + orderBy + " limit ? offset ?", reader, all.toArray());
    }

    <T> List<T> all(
            Database database, String select, String orderBy, Database.RowReader<T> reader) {
        return database.list(select + sql + orderBy, reader, values.toArray());
    }

    <T> Optional<T> first(
            Database database, String select, String orderBy, Database.RowReader<T> reader) {
        return database.first(select + sql + orderBy + " limit 1", reader, values.toArray());
    }

    /** The text with LIKE's wildcards made plain. */
    static String literal(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }
}
