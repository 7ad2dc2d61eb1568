package org.countersign.platform.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a text into segments; together they are the text again, without gap or overlap.
 *
 * <p>The rules are those of Bluesky's own application, but stricter: a bare domain is no link, a
 * hidden character ends every link, mention and hashtag.
 */
public final class TextSegments {

    /** A network refuses longer hashtags; they stay plain text. */
    private static final int MAX_TAG_CODE_POINTS = 64;

    private static final Pattern CANDIDATE =
            Pattern.compile(
                    "(?<link>(?<![\\p{L}\\p{N}_])https?://[^\\s<>\"\\u00AB\\u00BB\\u201C\\u201D]+)"
                            + "|(?<mention>(?<![\\p{L}\\p{N}_@./])@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.){1,8}[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?(?![\\p{L}\\p{N}_@]))"
                            + "|(?<tag>(?<![\\p{L}\\p{N}_&/#\\uFF03])[#\\uFF03](?<word>[\\p{L}\\p{M}\\p{N}_\\p{So}\\uFE0F\\u200D]+))",
                    Pattern.CASE_INSENSITIVE);

    private static final Pattern TRAILING = Pattern.compile("[.,;:!?'\\u2019*_~|]+$");

    private TextSegments() {}

    public static List<TextSegment> of(String text) {
        List<TextSegment> segments = new ArrayList<>();
        Matcher candidate = CANDIDATE.matcher(text);
        int done = 0;
        for (int from = 0; candidate.find(from); ) {
            Optional<TextSegment> found = segment(text, candidate);
            if (found.isPresent()) {
                plain(text, done, candidate.start(), segments);
                segments.add(found.get());
                done = found.get().end();
                from = done;
            } else {
                from = candidate.start() + 1;
            }
        }
        plain(text, done, text.length(), segments);
        return List.copyOf(segments);
    }

    private static Optional<TextSegment> segment(String text, Matcher candidate) {
        int start = candidate.start();
        if (candidate.group("link") != null) {
            return link(text, start, candidate.end());
        }
        if (candidate.group("mention") != null) {
            String written = candidate.group();
            return Optional.of(
                    new TextSegment.Mention(
                            start,
                            candidate.end(),
                            written,
                            written.substring(1).toLowerCase(Locale.ROOT)));
        }
        int end = beforeHidden(text, candidate.start("word"), candidate.end());
        String tag = text.substring(candidate.start("word"), end);
        boolean worded =
                tag.codePoints()
                        .anyMatch(
                                c ->
                                        Character.isLetter(c)
                                                || Character.getType(c) == Character.OTHER_SYMBOL);
        if (!worded || tag.codePointCount(0, tag.length()) > MAX_TAG_CODE_POINTS) {
            return Optional.empty();
        }
        return Optional.of(new TextSegment.Hashtag(start, end, text.substring(start, end), tag));
    }

    private static Optional<TextSegment> link(String text, int start, int limit) {
        String written = text.substring(start, beforeHidden(text, start, limit));
        String before;
        do {
            before = written;
            written = TRAILING.matcher(written).replaceFirst("");
            if (written.endsWith(")") && count(written, '(') < count(written, ')')) {
                written = written.substring(0, written.length() - 1);
            }
            if (written.endsWith("]") && count(written, '[') < count(written, ']')) {
                written = written.substring(0, written.length() - 1);
            }
        } while (!written.equals(before));
        String address = written;
        return WebLink.parse(address)
                .map(
                        target ->
                                new TextSegment.Link(
                                        start, start + address.length(), address, target));
    }

    private static int beforeHidden(String text, int start, int end) {
        for (int i = start; i < end; i += Character.charCount(text.codePointAt(i))) {
            if (Invisibles.at(text, i)) {
                return i;
            }
        }
        return end;
    }

    private static long count(String text, char c) {
        return text.chars().filter(other -> other == c).count();
    }

    private static void plain(String text, int start, int end, List<TextSegment> segments) {
        int begin = start;
        for (int i = start; i < end; ) {
            int codePoint = text.codePointAt(i);
            int next = i + Character.charCount(codePoint);
            if (Invisibles.at(text, i)) {
                if (begin < i) {
                    segments.add(new TextSegment.Plain(begin, i, text.substring(begin, i)));
                }
                segments.add(
                        new TextSegment.Invisible(
                                i,
                                next,
                                text.substring(i, next),
                                codePoint,
                                Invisibles.name(codePoint)));
                begin = next;
            }
            i = next;
        }
        if (begin < end) {
            segments.add(new TextSegment.Plain(begin, end, text.substring(begin, end)));
        }
    }
}
