package org.countersign.web.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.Cookie;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keeps attempts in the asking browser, sealed, one cookie each. Nothing is kept here, so strangers
 * who ask for a thousand pages cost no memory, and an attempt survives a restart and a change of
 * node. A cookie of another host does not open: the host is part of the seal.
 */
final class SignInAttempts {

    static final Duration GOOD_FOR = Duration.ofMinutes(15);
    static final int AT_ONCE = 5;

    private static final int IV = 12;
    private static final int TAG_BITS = 128;
    private static final int NAME_PART = 12;
    private static final Pattern STATE = Pattern.compile("[A-Za-z0-9_-]{20,128}");

    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();
    private final String prefix;

    /**
     * @param secret the installation's secret; the sealing key is derived from it
     * @param https whether browsers come by https, so that the cookie can be tied to the host
     */
    SignInAttempts(byte[] secret, boolean https) {
        try {
            var derive = Mac.getInstance("HmacSHA256");
            derive.init(new SecretKeySpec(secret, "HmacSHA256"));
            this.key =
                    new SecretKeySpec(derive.doFinal("sign-in attempt 1".getBytes(UTF_8)), "AES");
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
        this.prefix = (https ? "__Host-" : "") + "sign-in-";
    }

    String cookieName(String state) {
        return prefix + state.substring(0, NAME_PART);
    }

    String seal(SignInAttempt attempt, String host) {
        var text =
                String.join(
                        "\n",
                        attempt.state(),
                        attempt.nonce(),
                        attempt.verifier(),
                        attempt.returnTo(),
                        attempt.silent() ? "silent" : "asked",
                        attempt.wish().words(),
                        Long.toString(attempt.begun().toEpochMilli()));
        var iv = new byte[IV];
        random.nextBytes(iv);
        try {
            var sealed = cipher(Cipher.ENCRYPT_MODE, iv, host).doFinal(text.getBytes(UTF_8));
            var whole = Arrays.copyOf(iv, IV + sealed.length);
            System.arraycopy(sealed, 0, whole, IV, sealed.length);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The attempt that this state belongs to, begun by this browser on this host not long ago. */
    Optional<SignInAttempt> find(String state, Cookie[] cookies, String host, Instant now) {
        if (state == null || !STATE.matcher(state).matches() || cookies == null) {
            return Optional.empty();
        }
        String name = cookieName(state);
        return Arrays.stream(cookies)
                .filter(cookie -> name.equals(cookie.getName()))
                .flatMap(cookie -> open(cookie.getValue(), host).stream())
                .filter(attempt -> attempt.state().equals(state))
                .filter(attempt -> inTime(attempt, now))
                .findFirst();
    }

    /** Names of cookies to drop, so that with one more there are {@link #AT_ONCE} at most. */
    List<String> superfluous(Cookie[] cookies, String host, Instant now) {
        var drop = new ArrayList<String>();
        record Kept(String name, Instant begun) {}
        var keep = new ArrayList<Kept>();
        for (Cookie cookie : cookies == null ? new Cookie[0] : cookies) {
            if (cookie.getName().startsWith(prefix)) {
                open(cookie.getValue(), host)
                        .filter(attempt -> inTime(attempt, now))
                        .ifPresentOrElse(
                                attempt -> keep.add(new Kept(cookie.getName(), attempt.begun())),
                                () -> drop.add(cookie.getName()));
            }
        }
        keep.sort(Comparator.comparing(Kept::begun).reversed());
        keep.stream().skip(AT_ONCE - 1L).map(Kept::name).forEach(drop::add);
        return drop;
    }

    private static boolean inTime(SignInAttempt attempt, Instant now) {
        return attempt.begun().plus(GOOD_FOR).isAfter(now);
    }

    private Optional<SignInAttempt> open(String value, String host) {
        try {
            var whole = Base64.getUrlDecoder().decode(value);
            if (whole.length <= IV) {
                return Optional.empty();
            }
            var iv = Arrays.copyOf(whole, IV);
            var text = cipher(Cipher.DECRYPT_MODE, iv, host).doFinal(whole, IV, whole.length - IV);
            var parts = new String(text, UTF_8).split("\n");
            return Optional.of(
                    new SignInAttempt(
                            parts[0],
                            parts[1],
                            parts[2],
                            parts[3],
                            "silent".equals(parts[4]),
                            SignInAttempt.Wish.ofWords(parts[5]),
                            Instant.ofEpochMilli(Long.parseLong(parts[6]))));
        } catch (GeneralSecurityException
                | IllegalArgumentException
                | IndexOutOfBoundsException notOurs) {
            return Optional.empty();
        }
    }

    private Cipher cipher(int mode, byte[] iv, String host) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, iv));
        cipher.updateAAD(host.getBytes(UTF_8));
        return cipher;
    }
}
