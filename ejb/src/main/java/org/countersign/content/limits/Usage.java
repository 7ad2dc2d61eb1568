package org.countersign.content.limits;

import java.util.List;

/** How much of each limit on text is used, for a counter beside the field. */
public record Usage(List<Meter> meters) {

    /** One limit and what is used of it. */
    public record Meter(Limit limit, long used) {

        /** What is left; negative if over. */
        public long remaining() {
            return limit.value() - used;
        }

        public boolean over() {
            return used > limit.value();
        }
    }

    public Usage {
        meters = List.copyOf(meters);
    }

    /** The meter nearest to its limit. */
    public Meter tightest() {
        return meters.stream()
                .reduce(
                        (a, b) ->
                                b.used() * a.limit().value() > a.used() * b.limit().value() ? b : a)
                .orElseThrow();
    }

    public boolean over() {
        return meters.stream().anyMatch(meter -> meter.limit().refuses() && meter.over());
    }
}
