package org.countersign.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonStructure;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CanonicalJsonTest {

    @Test
    void writesTheStandardsOwnExample() {
        String given =
                """
                {"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],
                 "string":"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
                 "literals":[null,true,false]}
                """;
        assertThat(
                        text(
                                Json.createReader(
                                                new StringReader(
                                                        given.replace(
                                                                "333333333.33333329",
                                                                "333333333.3333333")))
                                        .readObject()))
                .isEqualTo(
                        "{\"literals\":[null,true,false],\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],"
                                + "\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
    }

    @Test
    void sortsNamesByUtf16Units() {
        JsonObject object =
                Json.createObjectBuilder()
                        .add("\u20ac", 1)
                        .add("\r", 2)
                        .add("\ufb33", 3)
                        .add("1", 4)
                        .add("\ud83d\ude00", 5)
                        .add("\u0080", 6)
                        .add("\u00f6", 7)
                        .build();
        assertThat(text(object))
                .isEqualTo(
                        "{\"\\r\":2,\"1\":4,\"\u0080\":6,\"\u00f6\":7,\"\u20ac\":1,\"\ud83d\ude00\":5,\"\ufb33\":3}");
    }

    @Test
    void refusesWhatWouldBeRounded() {
        assertThatThrownBy(
                        () ->
                                CanonicalJson.bytes(
                                        Json.createObjectBuilder()
                                                .add("n", 9_007_199_254_740_993L)
                                                .build()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () ->
                                CanonicalJson.bytes(
                                        Json.createArrayBuilder()
                                                .add(new BigDecimal("1e400"))
                                                .build()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesALoneSurrogate() {
        assertThatThrownBy(
                        () ->
                                CanonicalJson.bytes(
                                        Json.createObjectBuilder().add("t", "a\ud83d").build()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void hashesToTheKnownValue() {
        assertThat(CanonicalJson.hex(CanonicalJson.sha256("abc".getBytes(StandardCharsets.UTF_8))))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Property
    void orderOfInsertionNeverMatters(
            @ForAll Map<String, Integer> members, @ForAll Random shuffle) {
        members.keySet().removeIf(CanonicalJsonTest::malformed);
        List<String> names = new ArrayList<>(members.keySet());
        JsonObjectBuilder first = Json.createObjectBuilder();
        names.forEach(name -> first.add(name, members.get(name)));
        Collections.shuffle(names, shuffle);
        JsonObjectBuilder second = Json.createObjectBuilder();
        names.forEach(name -> second.add(name, members.get(name)));
        assertThat(CanonicalJson.bytes(first.build()))
                .isEqualTo(CanonicalJson.bytes(second.build()));
    }

    @Property
    void readingTheBytesGivesTheStructureBack(@ForAll Map<String, String> members) {
        members.entrySet().removeIf(e -> malformed(e.getKey()) || malformed(e.getValue()));
        JsonObjectBuilder builder = Json.createObjectBuilder();
        members.forEach(builder::add);
        JsonObject object = builder.build();
        assertThat(Json.createReader(new StringReader(text(object))).readObject())
                .isEqualTo(object);
    }

    private static boolean malformed(String text) {
        return !StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private static String text(JsonStructure structure) {
        return new String(CanonicalJson.bytes(structure), StandardCharsets.UTF_8);
    }
}
