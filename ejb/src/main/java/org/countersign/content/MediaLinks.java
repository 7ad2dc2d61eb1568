package org.countersign.content;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.countersign.platform.Secrets;
import org.countersign.platform.Settings;

/**
 * Links to people's media on the host that knows no cookie: whoever has the link may see the
 * picture until it ends. Links change once an hour, so that browsers may keep pictures meanwhile.
 */
@ApplicationScoped
public class MediaLinks {

    private static final long STEP_SECONDS = Duration.ofHours(1).toSeconds();
    private static final int STEPS_VALID = 2;

    @Inject Secrets secrets;
    @Inject Settings settings;
    @Inject Clock clock;

    /**
     * @param sha256 lower-case hex
     * @param viewer the one person whose link it is and whose reach is asked at each look; empty
     *     for a link that shows the picture to whoever has it
     */
    String url(String agencyId, UUID clientId, String sha256, String viewer) {
        long ends = (clock.instant().getEpochSecond() / STEP_SECONDS + STEPS_VALID) * STEP_SECONDS;
        return "%s/media/%s/%s/%s?e=%d%s&s=%s"
                .formatted(
                        settings.mediaUrl(),
                        agencyId,
                        clientId,
                        sha256,
                        ends,
                        viewer.isEmpty() ? "" : "&p=" + viewer,
                        base64(
                                secrets.sign(
                                        signed(
                                                agencyId,
                                                clientId.toString(),
                                                sha256,
                                                ends,
                                                viewer))));
    }

    /** True for a link of ours that has not ended. */
    boolean valid(
            String agencyId,
            String clientId,
            String sha256,
            long ends,
            String viewer,
            String signature) {
        if (!Instant.ofEpochSecond(ends).isAfter(clock.instant())) {
            return false;
        }
        try {
            return secrets.signed(
                    signed(agencyId, clientId, sha256, ends, viewer),
                    Base64.getUrlDecoder().decode(signature));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String signed(
            String agencyId, String clientId, String sha256, long ends, String viewer) {
        return String.join("/", "media", agencyId, clientId, sha256, Long.toString(ends), viewer);
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
