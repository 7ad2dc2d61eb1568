package org.countersign.platform.text;

import com.ibm.icu.text.IDNA;
import com.ibm.icu.text.SpoofChecker;
import com.ibm.icu.text.SpoofChecker.RestrictionLevel;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a written link really leads.
 *
 * @param uri the address in ASCII, as it is sent
 * @param asciiDomain the domain as the network sees it, in punycode where needed
 * @param unicodeDomain the domain as people read it
 * @param deceptive whether the domain mixes scripts or looks like another, plain one
 */
public record WebLink(String uri, String asciiDomain, String unicodeDomain, boolean deceptive) {

    private static final IDNA UTS46 =
            IDNA.getUTS46Instance(
                    IDNA.NONTRANSITIONAL_TO_ASCII
                            | IDNA.NONTRANSITIONAL_TO_UNICODE
                            | IDNA.CHECK_BIDI
                            | IDNA.CHECK_CONTEXTJ
                            | IDNA.USE_STD3_RULES);

    private static final Pattern SHAPE =
            Pattern.compile(
                    "(?<scheme>https?)://(?:(?<user>[^/?#@\\s]*)@)?(?<host>\\[[0-9A-Fa-f:.]+]|[^/?#:@\\s\\[\\]]+)"
                            + "(?::(?<port>[0-9]{1,5}))?(?<rest>[/?#].*)?",
                    Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** Empty if the text is no address a browser would open. */
    public static Optional<WebLink> parse(String written) {
        Matcher parts = SHAPE.matcher(written);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String host = parts.group("host");
        Optional<String> ascii = host.startsWith("[") ? Optional.of(host) : ascii(host);
        if (ascii.isEmpty()) {
            return Optional.empty();
        }
        String user = parts.group("user") == null ? "" : encoded(parts.group("user")) + "@";
        String port = parts.group("port") == null ? "" : ":" + parts.group("port");
        String rest = parts.group("rest") == null ? "" : encoded(parts.group("rest"));
        String uri =
                parts.group("scheme").toLowerCase(Locale.ROOT)
                        + "://"
                        + user
                        + ascii.get()
                        + port
                        + rest;
        try {
            new URI(uri);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
        String unicode = unicode(ascii.get());
        return Optional.of(new WebLink(uri, ascii.get(), unicode, deceptive(unicode)));
    }

    /** A domain name in lower-case ASCII; empty if it is none. */
    public static Optional<String> ascii(String domain) {
        IDNA.Info info = new IDNA.Info();
        StringBuilder ascii = new StringBuilder();
        UTS46.nameToASCII(domain, ascii, info);
        return info.hasErrors() || ascii.isEmpty()
                ? Optional.empty()
                : Optional.of(ascii.toString().toLowerCase(Locale.ROOT));
    }

    private static String unicode(String asciiDomain) {
        IDNA.Info info = new IDNA.Info();
        StringBuilder unicode = new StringBuilder();
        UTS46.nameToUnicode(asciiDomain, unicode, info);
        return info.hasErrors() ? asciiDomain : unicode.toString();
    }

    /** Under a name of its own script, such as .рф, a word that looks Latin is just a word. */
    private static boolean deceptive(String unicodeDomain) {
        boolean latinTop = plain(unicodeDomain.substring(unicodeDomain.lastIndexOf('.') + 1));
        for (String label : unicodeDomain.split("\\.")) {
            if (plain(label)) {
                continue;
            }
            SpoofChecker.CheckResult result = new SpoofChecker.CheckResult();
            boolean mixed = Mixing.CHECKER.failsChecks(label, result);
            if (mixed || (latinTop && plain(Mixing.CHECKER.getSkeleton(label)))) {
                return true;
            }
        }
        return false;
    }

    private static boolean plain(String label) {
        return label.chars().allMatch(c -> c < 0x80);
    }

    /** Percent-encodes what an address cannot carry as it is; existing escapes stay. */
    private static String encoded(String part) {
        StringBuilder out = new StringBuilder();
        for (byte b : part.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean safe =
                    c < 0x80
                            && (Character.isLetterOrDigit(c)
                                    || "-._~:/?#[]@!$&'()*+,;=%".indexOf(c) >= 0);
            if (safe) {
                out.append(c);
            } else {
                out.append(String.format("%%%02X", (int) c));
            }
        }
        return out.toString();
    }

    private static final class Mixing {

        static final SpoofChecker CHECKER =
                new SpoofChecker.Builder()
                        .setChecks(SpoofChecker.RESTRICTION_LEVEL | SpoofChecker.MIXED_NUMBERS)
                        .setRestrictionLevel(RestrictionLevel.HIGHLY_RESTRICTIVE)
                        .build();
    }
}
