package org.countersign.tenancy;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * On which days a brand's people work: days of the week, without the public holidays it named.
 *
 * @param days at least one
 * @param holidays by day, with their names
 */
public record WorkCalendar(Set<DayOfWeek> days, Map<LocalDate, String> holidays) {

    private static final int YEAR = 366;

    public WorkCalendar {
        if (days.isEmpty()) {
            throw new IllegalArgumentException("a calendar without a working day");
        }
        days = Collections.unmodifiableSet(EnumSet.copyOf(days));
        holidays = Collections.unmodifiableMap(new TreeMap<>(holidays));
    }

    /** From the stored form: the numbers of the days, Monday is 1. */
    static WorkCalendar of(String numbers, Map<LocalDate, String> holidays) {
        var days =
                numbers.chars()
                        .mapToObj(number -> DayOfWeek.of(number - '0'))
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(DayOfWeek.class)));
        return new WorkCalendar(days, holidays);
    }

    /** The stored form. */
    String numbers() {
        return days.stream()
                .sorted()
                .map(day -> String.valueOf(day.getValue()))
                .collect(Collectors.joining());
    }

    /** The holidays, earliest first. */
    public List<BrandHoliday> list() {
        return holidays.entrySet().stream()
                .map(day -> new BrandHoliday(day.getKey(), day.getValue()))
                .toList();
    }

    public boolean isWorkingDay(LocalDate day) {
        return days.contains(day.getDayOfWeek()) && !holidays.containsKey(day);
    }

    /** Why nobody works that day; empty on a working day and on a day that is free every week. */
    public Optional<String> holiday(LocalDate day) {
        return Optional.ofNullable(holidays.get(day));
    }

    /** The day itself or the next one on which somebody works; empty if there is none in a year. */
    public Optional<LocalDate> workingDayFrom(LocalDate day) {
        return day.datesUntil(day.plusDays(YEAR)).filter(this::isWorkingDay).findFirst();
    }
}
