package org.countersign.safety.matching;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All phrases of a policy as one tree of words; immutable once built. */
final class PhraseTrie {

    /** Phrase number {@code phrase} stands at these original offsets. */
    record Hit(int phrase, int start, int end) {}

    private static final class Node {

        private Map<String, Node> next = Map.of();
        private int[] phrases = {};
    }

    private final Node root = new Node();

    /**
     * @param phrases each a list of folded words, at least one
     */
    PhraseTrie(List<List<String>> phrases) {
        for (int i = 0; i < phrases.size(); i++) {
            add(phrases.get(i), i);
        }
    }

    /** Every hit, without duplicates, in no particular order. */
    Set<Hit> hits(TokenText text, boolean plainOnly) {
        Set<Hit> hits = new LinkedHashSet<>();
        for (int word = 0; word < text.size(); word++) {
            walk(root, text, word, -1, plainOnly, hits);
        }
        return hits;
    }

    private void walk(
            Node node, TokenText text, int word, int start, boolean plainOnly, Set<Hit> hits) {
        if (node.next.isEmpty()) {
            return;
        }
        for (int at = word; at < text.size(); at++) {
            for (TokenText.Edge edge : text.edges(at)) {
                step(node, edge.plain(), edge, text, start, plainOnly, hits);
                if (!plainOnly) {
                    step(node, edge.readings(), edge, text, start, false, hits);
                }
            }
            if (node == root || !text.skippable(at)) {
                return;
            }
        }
    }

    private void step(
            Node node,
            Set<String> forms,
            TokenText.Edge edge,
            TokenText text,
            int start,
            boolean plainOnly,
            Set<Hit> hits) {
        for (String form : forms) {
            Node child = node.next.get(form);
            if (child != null) {
                int from = node == root ? edge.start() : start;
                for (int phrase : child.phrases) {
                    hits.add(new Hit(phrase, from, edge.end()));
                }
                walk(child, text, edge.next(), from, plainOnly, hits);
            }
        }
    }

    private void add(List<String> phrase, int number) {
        Node node = root;
        for (String word : phrase) {
            if (node.next.isEmpty()) {
                node.next = new HashMap<>(4);
            }
            node = node.next.computeIfAbsent(word, w -> new Node());
        }
        if (node == root) {
            throw new IllegalArgumentException("a phrase without a word");
        }
        node.phrases = Arrays.copyOf(node.phrases, node.phrases.length + 1);
        node.phrases[node.phrases.length - 1] = number;
    }
}
