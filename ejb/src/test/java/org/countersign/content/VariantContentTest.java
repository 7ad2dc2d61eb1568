package org.countersign.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.countersign.content.VariantContent.Medium;
import org.countersign.platform.CanonicalJson;
import org.countersign.platform.text.PlainText;
import org.junit.jupiter.api.Test;

class VariantContentTest {

    static final PublishWindow DAY =
            new PublishWindow(
                    Instant.parse("2026-11-20T23:00:00Z"), Instant.parse("2026-11-21T23:00:00Z"));

    @Test
    void theBytesAreThoseThatConnectorsAndTriggersRead() {
        var content =
                content("Guten Morgen \u2615", List.of(new Medium("ab", "image/png", "a", 2, 1)));

        assertThat(new String(content.canonical(), StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"account\":\"did:plc:x\",\"channel\":\"00000000-0000-0000-0000-000000000001\","
                                + "\"labels\":[],\"langs\":[\"de\"],\"link\":null,\"media\":[{\"alt\":\"a\",\"height\":1,"
                                + "\"sha256\":\"ab\",\"type\":\"image/png\",\"width\":2}],\"mentions\":[],"
                                + "\"network\":\"bluesky\",\"text\":\"Guten Morgen \u2615\",\"v\":1,\"visibility\":\"public\","
                                + "\"window\":{\"from\":\"2026-11-20T23:00:00Z\",\"to\":\"2026-11-21T23:00:00Z\"}}");
    }

    @Property(tries = 300)
    void whatWasApprovedIsReadBackToTheLetter(@ForAll @StringLength(max = 60) String text) {
        if (PlainText.acceptable(text)) {
            var content = content(text, List.of());

            assertThat(VariantContent.read(content.canonical())).isEqualTo(content);
        }
    }

    @Test
    void anotherWindowIsAnotherDigest() {
        var content = content("same", List.of());
        var later =
                new VariantContent(
                        content.channelId(),
                        content.network(),
                        content.account(),
                        content.text(),
                        content.languages(),
                        content.media(),
                        new PublishWindow(DAY.from(), DAY.to().plusSeconds(1)));

        assertThat(CanonicalJson.sha256(later.canonical()))
                .isNotEqualTo(CanonicalJson.sha256(content.canonical()));
    }

    private static VariantContent content(String text, List<Medium> media) {
        return new VariantContent(
                new UUID(0, 1), "bluesky", "did:plc:x", text, List.of("de"), media, DAY);
    }
}
