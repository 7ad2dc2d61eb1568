package org.countersign.tenancy.look;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.countersign.platform.InvalidInputException;
import org.junit.jupiter.api.Test;

class LookDraftTest {

    @Test
    void whatIsKeptIsTrimmedAndInOneSpelling() {
        var kept =
                new LookDraft(" North & Pine ", " #1F4D46", " Pine ", " Hello@PINE.example ")
                        .checked();

        assertThat(kept)
                .isEqualTo(new LookDraft("North & Pine", "#1f4d46", "Pine", "Hello@pine.example"));
    }

    @Test
    void emptyMeansTheProductsOwn() {
        assertThat(new LookDraft("Pine", "", "", "").checked())
                .isEqualTo(new LookDraft("Pine", "", "", ""));
    }

    @Test
    void aColourThatCannotBeReadIsRefusedWithTheNearestThatCan() {
        var refused = refused("colour", "look.refused.unreadable", "Pine", "#ffcc00", "", "");

        assertThat(refused).containsExactly(Accent.of("#ffcc00").orElseThrow().readable().hex());
        refused("colour", "look.refused.colour", "Pine", "teal", "", "");
        refused("colour", "look.refused.colour", "Pine", "#1f4d4", "", "");
    }

    @Test
    void aNameNeverPassesForAnAddress() {
        for (String name :
                List.of(
                        "boss@bank.example",
                        "Pine <x",
                        "Pine\r\nBcc: x",
                        "\"Pine\"",
                        "Pi\u202ene")) {
            refused("name", "look.refused.name", name, "", "", "");
            refused("mailName", "look.refused.name", "Pine", "", name, "");
        }
    }

    @Test
    void answersGoToOneAddress() {
        for (String no :
                List.of(
                        "pine",
                        "a@b@c",
                        "a@b, c@d",
                        "Pine <a@b.example>",
                        "a b@c.d",
                        "a@b\r\nX: y")) {
            refused("replyTo", "look.refused.reply_to", "Pine", "", "", no);
        }
    }

    private static List<Object> refused(
            String field, String key, String name, String colour, String sender, String replyTo) {
        var thrown = new InvalidInputException[1];
        assertThatThrownBy(() -> new LookDraft(name, colour, sender, replyTo).checked())
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        refused -> {
                            assertThat(refused.field()).isEqualTo(field);
                            assertThat(refused.messageKey()).isEqualTo(key);
                            thrown[0] = refused;
                        });
        return thrown[0].arguments();
    }
}
