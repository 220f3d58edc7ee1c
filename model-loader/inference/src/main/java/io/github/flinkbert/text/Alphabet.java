package io.github.flinkbert.text;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The code points that a vocabulary is written in, numbered from 1, the most frequent first; 0 is
 * any other code point. Small numbers for the frequent ones pack the trie densely.
 */
final class Alphabet {

    /** The symbol of every code point that no piece holds; it has no edge anywhere in the trie. */
    static final int UNKNOWN = 0;

    private final Map<Integer, Integer> symbols;

    Alphabet(Vocabulary vocabulary) {
        Map<Integer, Integer> counts = new HashMap<>();
        for (int id = 0; id < vocabulary.size(); id++) {
            vocabulary.piece(id).codePoints().forEach(c -> counts.merge(c, 1, Integer::sum));
        }
        List<Integer> byCount =
                counts.entrySet().stream()
                        .sorted(
                                Comparator.comparing(Map.Entry<Integer, Integer>::getValue)
                                        .reversed()
                                        .thenComparing(Map.Entry::getKey))
                        .map(Map.Entry::getKey)
                        .toList();
        symbols = new HashMap<>(2 * byCount.size());
        for (int i = 0; i < byCount.size(); i++) {
            symbols.put(byCount.get(i), i + 1);
        }
    }

    /** How many symbols there are, {@link #UNKNOWN} included. */
    int size() {
        return symbols.size() + 1;
    }

    int symbol(int codePoint) {
        return symbols.getOrDefault(codePoint, UNKNOWN);
    }

    /** The symbols of a piece from code unit {@code from} on. */
    int[] symbols(String piece, int from) {
        return piece.substring(from).codePoints().map(this::symbol).toArray();
    }
}
