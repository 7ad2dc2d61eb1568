package org.countersign.web.content;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import org.countersign.platform.text.TextSegment;
import org.countersign.platform.text.TextSegments;
import org.countersign.safety.matching.Finding;
import org.countersign.safety.matching.Surface;

/** Cuts a text where links, hidden characters and findings begin and end. */
final class Pieces {

    private Pieces() {}

    static List<Piece> of(String text, List<Finding> findings) {
        List<Finding> inText =
                findings.stream()
                        .filter(f -> f.surface() == Surface.TEXT && f.start() < f.end())
                        .filter(f -> f.end() <= text.length())
                        .toList();
        List<Piece> pieces = new ArrayList<>();
        for (TextSegment segment : TextSegments.of(text)) {
            if (segment instanceof TextSegment.Invisible hidden) {
                pieces.add(new Piece(segment.kind(), hidden.name(), "", 0));
            } else {
                cut(text, segment, inText, pieces);
            }
        }
        return List.copyOf(pieces);
    }

    /** Where the links of a text lead: each domain once, as people read it. */
    static List<LinkTarget> links(String text) {
        return TextSegments.of(text).stream()
                .filter(TextSegment.Link.class::isInstance)
                .map(segment -> ((TextSegment.Link) segment).target())
                .map(t -> new LinkTarget(t.unicodeDomain(), t.asciiDomain(), t.deceptive()))
                .distinct()
                .toList();
    }

    private static void cut(
            String text, TextSegment segment, List<Finding> findings, List<Piece> pieces) {
        var cuts = new TreeSet<Integer>(List.of(segment.start(), segment.end()));
        for (Finding finding : findings) {
            addWithin(segment, finding.start(), cuts);
            addWithin(segment, finding.end(), cuts);
        }
        int from = segment.start();
        for (int to : cuts.tailSet(from, false)) {
            int start = from;
            Optional<Finding> over =
                    findings.stream().filter(f -> f.start() <= start && f.end() >= to).findFirst();
            String mark = over.map(f -> f.action().name().toLowerCase(Locale.ROOT)).orElse("");
            int number = over.filter(f -> f.end() == to).map(Finding::number).orElse(0);
            pieces.add(new Piece(segment.kind(), text.substring(from, to), mark, number));
            from = to;
        }
    }

    private static void addWithin(TextSegment segment, int index, TreeSet<Integer> cuts) {
        if (index > segment.start() && index < segment.end()) {
            cuts.add(index);
        }
    }
}
