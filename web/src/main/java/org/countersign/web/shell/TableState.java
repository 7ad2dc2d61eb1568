package org.countersign.web.shell;

import java.util.List;
import org.countersign.platform.Page;
import org.countersign.platform.Paging;

/**
 * Where a list stands: the page and the order, both in the address ({@code from}, {@code sort}; a
 * leading minus sorts descending), and the rows the service gave for them. So a list can be
 * bookmarked, sent to a colleague and walked with the browser's own back.
 *
 * @param <T> a row
 */
public final class TableState<T> {

    private static final int SIZE = 25;

    private final int size;
    private int from;
    private String sort = "";
    private List<T> rows = List.of();
    private long total;

    public TableState() {
        this(SIZE);
    }

    public TableState(int size) {
        this.size = size;
    }

    /** What to ask the service for. */
    public Paging paging() {
        boolean descending = sort.startsWith("-");
        return Paging.table(from, size, descending ? sort.substring(1) : sort, descending);
    }

    public void show(Page<T> page) {
        rows = page.rows();
        total = page.total();
    }

    public List<T> getRows() {
        return rows;
    }

    public long getTotal() {
        return total;
    }

    public boolean isNone() {
        return rows.isEmpty();
    }

    /** Number of the first row shown, counted from 1. */
    public long getFirst() {
        return from + 1L;
    }

    public long getLast() {
        return from + (long) rows.size();
    }

    public boolean isMoreBefore() {
        return from > 0;
    }

    public boolean isMoreAfter() {
        return getLast() < total;
    }

    public int getBefore() {
        return Math.max(0, from - size);
    }

    public int getAfter() {
        return from + size;
    }

    /** The order to ask for when the head of a column is pressed. */
    public String toggled(String column) {
        return column.equals(sort) ? "-" + column : column;
    }

    /** For {@code aria-sort}; none for a column that does not sort now. */
    public String direction(String column) {
        if (column.equals(sort)) {
            return "ascending";
        }
        return ("-" + column).equals(sort) ? "descending" : "none";
    }

    public int getFrom() {
        return from;
    }

    public void setFrom(int from) {
        this.from = Math.max(0, from);
    }

    public String getSort() {
        return sort;
    }

    public void setSort(String sort) {
        this.sort = sort == null ? "" : sort;
    }
}
