package org.countersign.web.content;

import java.util.List;
import org.countersign.safety.ScreeningView;
import org.countersign.safety.matching.Finding;

/**
 * A variant as the network will show it: never a summary, never cut.
 *
 * @param language of the text, for readers and hyphenation
 * @param findings what the rules say; empty where that is not the reader's matter
 */
public record Preview(
        String network,
        String handle,
        String brandName,
        String brandInitials,
        int brandColour,
        String language,
        List<Piece> pieces,
        List<Picture> pictures,
        List<LinkTarget> links,
        List<Finding> findings) {

    /**
     * A picture of the preview.
     *
     * @param url on the media host, good for an hour or two
     */
    public record Picture(String url, String alt, int width, int height) {}

    static List<Finding> findings(ScreeningView screening) {
        return screening == null ? List.of() : screening.findings();
    }

    public boolean passes() {
        return findings.isEmpty();
    }

    public boolean wordless() {
        return pieces.isEmpty();
    }
}
