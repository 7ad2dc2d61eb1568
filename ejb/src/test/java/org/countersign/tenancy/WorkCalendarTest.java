package org.countersign.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WorkCalendarTest {

    private static final LocalDate THURSDAY = LocalDate.of(2026, 12, 24);
    private static final LocalDate FRIDAY = THURSDAY.plusDays(1);
    private static final LocalDate MONDAY = FRIDAY.plusDays(3);

    private final WorkCalendar calendar =
            WorkCalendar.of("12345", Map.of(FRIDAY, "Christmas Day", MONDAY, "Boxing Day, moved"));

    @Test
    void weekendsAndHolidaysAreFree() {
        assertThat(calendar.isWorkingDay(THURSDAY)).isTrue();
        assertThat(calendar.isWorkingDay(FRIDAY)).isFalse();
        assertThat(calendar.isWorkingDay(FRIDAY.plusDays(1))).isFalse();
        assertThat(calendar.holiday(FRIDAY)).contains("Christmas Day");
        assertThat(calendar.holiday(FRIDAY.plusDays(1))).isEmpty();
    }

    @Test
    void theNextWorkingDayLeavesThemOut() {
        assertThat(calendar.workingDayFrom(THURSDAY)).contains(THURSDAY);
        assertThat(calendar.workingDayFrom(FRIDAY)).contains(MONDAY.plusDays(1));
    }

    @Test
    void aYearOfHolidaysHasNoNext() {
        var always =
                THURSDAY.datesUntil(THURSDAY.plusYears(2))
                        .collect(Collectors.toMap(day -> day, day -> "Closed"));

        assertThat(WorkCalendar.of("4", always).workingDayFrom(THURSDAY)).isEmpty();
    }

    @Test
    void daysAreStoredInTheOrderOfTheWeek() {
        assertThat(WorkCalendar.of("7135", Map.of()).numbers()).isEqualTo("1357");
        assertThatThrownBy(() -> new WorkCalendar(Set.of(), Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
