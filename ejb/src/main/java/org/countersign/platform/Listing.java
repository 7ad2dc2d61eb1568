package org.countersign.platform;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One kind of list: what its rows hold, where they come from and in which orders they can be had.
 * All SQL here is constant text of the code.
 *
 * @param columns what {@code reader} reads, by position
 * @param from tables or views with their joins
 * @param id unique column that makes every order total, and the cursor of batches
 * @param standard SQL order of a table that asks for none
 * @param orders sort key to SQL expression
 * @param idOf the id of a row
 */
public record Listing<T>(
        String columns,
        String from,
        String id,
        String standard,
        Map<String, String> orders,
        Database.RowReader<T> reader,
        Function<T, ?> idOf) {

    /** A page of a table, or an API client's next batch: that one by id, so that it can go on. */
    public Page<T> page(Database database, Where where, Paging paging) {
        long total = where.count(database, from);
        if (paging.goesOn()) {
            where.and(id + " > ?", paging.afterId());
        }
        var rows = where.list(database, select(), order(paging), paging, reader);
        return Page.of(rows, paging, total, row -> idOf.apply(row).toString());
    }

    public Optional<T> first(Database database, Where where) {
        return where.first(database, select(), " order by " + standard + ", " + id, reader);
    }

    /** Every row, in the standard order: for lists that are short by their nature. */
    public List<T> all(Database database, Where where) {
        return where.all(database, select(), " order by " + standard + ", " + id, reader);
    }

    public boolean any(Database database, Where where) {
        return where.count(database, from) > 0;
    }

    private String order(Paging paging) {
        return paging.isBatch() ? " order by " + id : paging.orderBy(orders, standard, id);
    }

    private String select() {
        return "select " + columns + " from " + from;
    }
}
