package org.countersign.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PagingTest {

    @Test
    void onlyAListsOwnColumnsBecomeSql() {
        var columns = Map.of("name", "c.name");

        assertThat(Paging.table(0, 10, "name", true).orderBy(columns, "c.id", "c.id"))
                .isEqualTo(" order by c.name desc, c.id");
        assertThat(Paging.table(0, 10, "1; drop table", true).orderBy(columns, "c.id", "c.id"))
                .isEqualTo(" order by c.id, c.id");
    }

    @Test
    void aForeignCursorIsRefused() {
        assertThatThrownBy(() -> Paging.batch("' or 1=1", 10).afterId())
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void aBatchOfMoreThanTheLimitIsRefused() {
        assertThatThrownBy(() -> Paging.batch("", 101)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void theLastBatchHasNoCursor() {
        var two = Paging.batch("", 2);

        assertThat(Page.of(List.of("a", "b"), two, 2, s -> s).next()).isEmpty();
        assertThat(Page.of(List.of("a", "b", "c"), two, 3, s -> s))
                .isEqualTo(new Page<>(List.of("a", "b"), 3, java.util.Optional.of("b")));
    }

    @Test
    void wildcardsThatPeopleTypeArePlain() {
        assertThat(Where.literal("100%_\\")).isEqualTo("100\\%\\_\\\\");
    }

    @Test
    void idsSortByTheirMillisecond() {
        var earlier = Clock.fixed(Instant.parse("2026-03-02T09:00:00Z"), ZoneOffset.UTC);
        var later = Clock.fixed(Instant.parse("2026-03-02T09:00:00.001Z"), ZoneOffset.UTC);
        List<String> first =
                Stream.generate(() -> Ids.next(earlier)).limit(50).map(UUID::toString).toList();
        List<String> second =
                Stream.generate(() -> Ids.next(later)).limit(50).map(UUID::toString).toList();

        assertThat(first).allSatisfy(a -> assertThat(second).allMatch(b -> a.compareTo(b) < 0));
        assertThat(Ids.next(earlier).version()).isEqualTo(7);
        assertThat(Ids.next(earlier).variant()).isEqualTo(2);
    }
}
