package io.github.flinkbert.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * A small vocabulary of GPT-1's make: characters within words and at their ends, and merges drawn
 * at random.
 */
public record WordPairsMiniature(Map<String, Integer> pieces, List<String[]> merges) {

    private static final SpecialTokens TOKENS =
            new SpecialTokens(
                    Optional.of("<unk>"),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    List.of(),
                    List.of(),
                    false);

    /** Four of five characters, so that some are unknown. */
    public static WordPairsMiniature of(int merges, long seed) {
        Random random = new Random(seed);
        Map<String, Integer> pieces = new LinkedHashMap<>();
        pieces.put("<unk>", 0);
        List<String> parts = new ArrayList<>();
        for (int c = '!'; c < 0x20000; c++) {
            boolean latin = c < 0x7F;
            if (Character.isDefined(c)
                    && (latin || random.nextInt(5) > 0)
                    && !Character.isSurrogate((char) c)
                    && c != 'Z') {
                String piece = Character.toString(c);
                pieces.put(piece, pieces.size());
                pieces.put(piece + "</w>", pieces.size());
                boolean often = c >= 'a' && c <= 'e';
                if (often || (latin && random.nextInt(4) == 0) || random.nextInt(400) == 0) {
                    for (int i = 0; i < (often ? 20 : 1); i++) {
                        parts.add(piece);
                        parts.add(piece + "</w>");
                    }
                }
            }
        }
        List<String[]> pairs = new ArrayList<>();
        while (pairs.size() < merges) {
            String left = parts.get(random.nextInt(parts.size()));
            String right = parts.get(random.nextInt(parts.size()));
            if (!left.endsWith("</w>")
                    && !pieces.containsKey(left + right)
                    && left.length() + right.length() < 13) {
                pieces.put(left + right, pieces.size());
                pairs.add(new String[] {left, right});
                parts.add(left + right);
            }
        }
        return new WordPairsMiniature(pieces, pairs);
    }

    /** The same without what is not spelt in ASCII. */
    public WordPairsMiniature latin() {
        Map<String, Integer> left = new LinkedHashMap<>();
        pieces.keySet().stream()
                .filter(piece -> piece.chars().allMatch(c -> c < 0x7F))
                .forEach(piece -> left.put(piece, left.size()));
        List<String[]> pairs =
                merges.stream()
                        .filter(pair -> left.containsKey(pair[0]) && left.containsKey(pair[1]))
                        .toList();
        return new WordPairsMiniature(left, pairs);
    }

    public Vocabulary vocabulary() {
        return Vocabulary.of(List.copyOf(pieces.keySet()), TOKENS);
    }

    WordEndTokenizer tokenizer() {
        Vocabulary vocabulary = vocabulary();
        return new WordEndTokenizer(vocabulary, new BytePairs(vocabulary, merges));
    }
}
