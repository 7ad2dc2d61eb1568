package org.countersign.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.countersign.web.api.RequestRefusedException.Flaw;
import org.junit.jupiter.api.Test;

class JsonRecordsTest {

    enum Colour {
        RED,
        GREEN
    }

    record Part(String name, Optional<Integer> size) {}

    record Whole(
            UUID id,
            Instant at,
            LocalDate day,
            Colour colour,
            boolean open,
            Optional<String> note,
            List<Part> parts) {}

    static final Whole WHOLE =
            new Whole(
                    UUID.fromString("55b39b72-e478-5c9a-962e-77fc29644821"),
                    Instant.parse("2026-03-02T09:00:00Z"),
                    LocalDate.of(2026, 3, 2),
                    Colour.RED,
                    true,
                    Optional.empty(),
                    List.of(new Part("a", Optional.empty())));

    static final String WRITTEN =
            """
            {"id":"55b39b72-e478-5c9a-962e-77fc29644821","at":"2026-03-02T09:00:00Z","day":"2026-03-02",\
            "colour":"RED","open":true,"note":null,"parts":[{"name":"a","size":null}]}""";

    @Test
    void componentsBecomeMembersInTheirOrder() {
        assertThat(JsonRecords.write(WHOLE)).hasToString(WRITTEN);
    }

    @Test
    void whatIsWrittenIsReadBack() {
        assertThat(read(WRITTEN)).isEqualTo(WHOLE);
    }

    @Test
    void missingOptionalMembersAreNone() {
        assertThat(read(WRITTEN.replace(",\"note\":null", "").replace(",\"size\":null", "")))
                .isEqualTo(WHOLE);
    }

    @Test
    void everyFlawIsNamedWithItsPlace() {
        assertThatThrownBy(
                        () ->
                                read(
                                        """
                                        {"id":"1-1-1-1-1","at":"soon","day":"2026-02-30","colour":"red",
                                         "open":"true","more":1,"parts":[{"size":"x"},7]}"""))
                .asInstanceOf(type(RequestRefusedException.class))
                .extracting(RequestRefusedException::flaws)
                .isEqualTo(
                        List.of(
                                new Flaw("more", "request.flaw.unknown"),
                                new Flaw("id", "request.flaw.id"),
                                new Flaw("at", "request.flaw.instant"),
                                new Flaw("day", "request.flaw.date"),
                                new Flaw("colour", "request.flaw.choice"),
                                new Flaw("open", "request.flaw.boolean"),
                                new Flaw("parts[0].name", "request.flaw.missing"),
                                new Flaw("parts[0].size", "request.flaw.number"),
                                new Flaw("parts[1]", "request.flaw.object")));
    }

    @Test
    void whatIsNoObjectIsRefused() {
        for (String json : List.of("", "[]", "7", "{", "{\"a\":1,\"a\":2}", "{} {}", "null")) {
            assertThatThrownBy(() -> read(json))
                    .as(json)
                    .asInstanceOf(type(RequestRefusedException.class))
                    .extracting(RequestRefusedException::messageKey)
                    .isEqualTo("request.refused.json");
        }
    }

    @Test
    void whatIsNoUtf8IsRefused() {
        byte[] json = bytes("{\"name\":\"x\"}");
        json[9] = (byte) 0xff;

        assertThatThrownBy(() -> JsonRecords.read(Part.class, json))
                .asInstanceOf(type(RequestRefusedException.class))
                .extracting(RequestRefusedException::messageKey)
                .isEqualTo("request.refused.json");
    }

    @Test
    void deepNestingIsRefusedBeforeParsing() {
        String deep = "{\"a\":" + "[".repeat(100_000);

        assertThatThrownBy(() -> read(deep))
                .asInstanceOf(type(RequestRefusedException.class))
                .extracting(RequestRefusedException::messageKey)
                .isEqualTo("request.refused.json");
    }

    @Test
    void timesBeyondTheCalendarAreRefused() {
        for (String far : List.of("+294277-01-01T00:00:00Z", "-0001-01-01T00:00:00Z")) {
            assertThatThrownBy(() -> read(WRITTEN.replace("2026-03-02T09:00:00Z", far)))
                    .asInstanceOf(type(RequestRefusedException.class))
                    .extracting(RequestRefusedException::flaws)
                    .isEqualTo(List.of(new Flaw("at", "request.flaw.instant")));
        }
    }

    @Test
    void bracketsInTextsDoNotNest() {
        assertThat(JsonRecords.depth(bytes("{\"a\":\"[[[[\\\"[[\"}"))).isEqualTo(1);
    }

    @Test
    void textsThatNothingCanKeepAreRefused() {
        for (String text : List.of("a\\u0000b", "\\ud800", "\\udc00\\ud800")) {
            assertThatThrownBy(
                            () ->
                                    JsonRecords.read(
                                            Part.class, bytes("{\"name\":\"" + text + "\"}")))
                    .as(text)
                    .asInstanceOf(type(RequestRefusedException.class))
                    .extracting(RequestRefusedException::flaws)
                    .isEqualTo(List.of(new Flaw("name", "request.flaw.character")));
        }
    }

    private static Whole read(String json) {
        return JsonRecords.read(Whole.class, bytes(json));
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
