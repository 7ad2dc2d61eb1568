package org.countersign.web.shell;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.Collection;
import java.util.stream.Collectors;

/** Instants and days as words: always of a named zone, a brand's as a rule. */
@Named
@RequestScoped
public class Times {

    @Inject Texts texts;
    @Inject Clock clock;

    public Instant getNow() {
        return clock.instant();
    }

    /** "Thursday 19 November", in UTC: a Desk sees brands of many zones. */
    public String getWeekday() {
        return format("general.pattern.weekday", clock.instant(), null);
    }

    /** The day it is in a zone. */
    public LocalDate today(ZoneId zone) {
        return LocalDate.ofInstant(clock.instant(), zone);
    }

    /** "in 1 h 18" up to a day ahead, else the day and hour. */
    public String until(Instant at, Object zone) {
        if (at == null) {
            return "";
        }
        Duration left = Duration.between(clock.instant(), at);
        if (left.isNegative() || left.compareTo(Duration.ofDays(1)) >= 0) {
            return day(at, zone);
        }
        return left.toHours() == 0
                ? texts.with("general.text.in_minutes", left.toMinutesPart())
                : texts.with("general.text.in_hours", left.toHours(), left.toMinutesPart());
    }

    /** Less than a day ahead. */
    public boolean soon(Instant at) {
        Duration left = Duration.between(clock.instant(), at);
        return !left.isNegative() && left.compareTo(Duration.ofDays(1)) < 0;
    }

    /** "Thu 19 Nov, 11:00". */
    public String day(Instant at, Object zone) {
        return format("general.pattern.day_time", at, zone);
    }

    /** "11:00". */
    public String hour(Instant at, Object zone) {
        return format("general.pattern.time", at, zone);
    }

    /** "Thursday 19 November 2026, 11:00:05 Europe/Berlin". */
    public String full(Instant at, Object zone) {
        return format("general.pattern.full", at, zone);
    }

    /** "19 Nov 2026". */
    public String date(LocalDate day) {
        return day == null
                ? ""
                : DateTimeFormatter.ofPattern(texts.get("general.pattern.date"), texts.getLocale())
                        .format(day);
    }

    /** A day of the week by its name. */
    public String weekday(DayOfWeek day) {
        return day.getDisplayName(TextStyle.FULL_STANDALONE, texts.getLocale());
    }

    /** Days of the week in a line, in their order. */
    public String weekdays(Collection<DayOfWeek> days) {
        return days.stream()
                .sorted()
                .map(day -> day.getDisplayName(TextStyle.SHORT_STANDALONE, texts.getLocale()))
                .collect(Collectors.joining(", "));
    }

    /** The place that names a zone: Europe/Berlin is Berlin. */
    public String place(Object zone) {
        String id = zone(zone).getId();
        return id.equals("Z") ? "UTC" : id.substring(id.lastIndexOf('/') + 1).replace('_', ' ');
    }

    private String format(String pattern, Instant at, Object zone) {
        return at == null
                ? ""
                : DateTimeFormatter.ofPattern(texts.get(pattern), texts.getLocale())
                        .withZone(zone(zone))
                        .format(at);
    }

    private static ZoneId zone(Object zone) {
        if (zone instanceof ZoneId id) {
            return id;
        }
        String name = zone == null ? "" : zone.toString();
        return name.isEmpty() ? ZoneOffset.UTC : ZoneId.of(name);
    }
}
