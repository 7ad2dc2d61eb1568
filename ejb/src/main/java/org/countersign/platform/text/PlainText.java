package org.countersign.platform.text;

import java.util.ArrayList;
import java.util.List;

/** Which characters a text of ours may hold at all. */
public final class PlainText {

    private PlainText() {}

    /** A character that is not let in, and where it stands. */
    public record Offence(int index, int codePoint) {

        /** As people look it up: {@code U+0007}. */
        public String name() {
            return String.format("U+%04X", codePoint);
        }
    }

    /**
     * Everything that is refused: C0 controls but the line feed, DEL, C1 controls, unpaired
     * surrogates and noncharacters. What merely hides is let in and shown ({@link Invisibles}).
     */
    public static List<Offence> offences(String text) {
        List<Offence> offences = new ArrayList<>();
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            if (refused(codePoint)) {
                offences.add(new Offence(i, codePoint));
            }
            i += Character.charCount(codePoint);
        }
        return List.copyOf(offences);
    }

    public static boolean acceptable(String text) {
        return text.codePoints().noneMatch(PlainText::refused);
    }

    /** The line ends browsers and other systems send, as line feeds. */
    public static String withLineFeeds(String text) {
        return text.replace("\r\n", "\n").replace('\r', '\n');
    }

    private static boolean refused(int codePoint) {
        return (codePoint < 0x20 && codePoint != '\n')
                || (codePoint >= 0x7F && codePoint <= 0x9F)
                || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE)
                || (codePoint & 0xFFFE) == 0xFFFE
                || (codePoint >= 0xFDD0 && codePoint <= 0xFDEF);
    }
}
