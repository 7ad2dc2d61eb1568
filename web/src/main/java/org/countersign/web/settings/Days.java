package org.countersign.web.settings;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * Days on which access begins and ends. A day is Greenwich's, for staff of an agency look after
 * brands of many zones; the last day counts to its end.
 */
@Named
@RequestScoped
public class Days {

    /** The beginning of a day that a browser's date field sent; anything else is none. */
    static Optional<Instant> first(String day) {
        return parsed(day).map(date -> date.atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    /** The end of a day that a browser's date field sent; anything else is none. */
    static Optional<Instant> last(String day) {
        return parsed(day).map(date -> date.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    static String firstOf(Optional<Instant> instant) {
        return instant.map(at -> LocalDate.ofInstant(at, ZoneOffset.UTC).toString()).orElse(null);
    }

    static String lastOf(Optional<Instant> instant) {
        return instant.map(at -> lastDay(at).toString()).orElse(null);
    }

    /** The last day before an end. */
    public LocalDate until(Optional<Instant> end) {
        return end.map(Days::lastDay).orElse(null);
    }

    private static LocalDate lastDay(Instant end) {
        return LocalDate.ofInstant(end.minus(Duration.ofNanos(1000)), ZoneOffset.UTC);
    }

    private static Optional<LocalDate> parsed(String day) {
        try {
            return day == null || day.isEmpty()
                    ? Optional.empty()
                    : Optional.of(LocalDate.parse(day));
        } catch (DateTimeParseException noDay) {
            return Optional.empty();
        }
    }
}
