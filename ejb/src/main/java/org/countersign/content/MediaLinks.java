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
     */
    String url(String agencyId, UUID clientId, String sha256) {
        long ends = (clock.instant().getEpochSecond() / STEP_SECONDS + STEPS_VALID) * STEP_SECONDS;
        return "%s/media/%s/%s/%s?e=%d&s=%s"
                .formatted(
                        settings.mediaUrl(),
                        agencyId,
                        clientId,
                        sha256,
                        ends,
                        base64(secrets.sign(signed(agencyId, clientId.toString(), sha256, ends))));
    }

    /** True for a link of ours that has not ended. */
    boolean valid(String agencyId, String clientId, String sha256, long ends, String signature) {
        if (!Instant.ofEpochSecond(ends).isAfter(clock.instant())) {
            return false;
        }
        try {
            return secrets.signed(
                    signed(agencyId, clientId, sha256, ends),
                    Base64.getUrlDecoder().decode(signature));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String signed(String agencyId, String clientId, String sha256, long ends) {
        return String.join("/", "media", agencyId, clientId, sha256, Long.toString(ends));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
