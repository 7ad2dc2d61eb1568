package org.countersign.content.limits;

/**
 * A draft is over a limit.
 *
 * @param item which image, counted from 1; 0 if the limit is not about one image
 */
public record LimitBreach(Limit limit, long actual, int item) {

    public boolean refuses() {
        return limit.refuses();
    }
}
