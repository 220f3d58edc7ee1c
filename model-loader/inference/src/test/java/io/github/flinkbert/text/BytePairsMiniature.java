package io.github.flinkbert.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A small vocabulary of RoBERTa's make: its special tokens, all bytes, and merges drawn at random.
 */
public record BytePairsMiniature(Map<String, Integer> pieces, List<String[]> merges) {

    public static BytePairsMiniature of(int merges, long seed) {
        Random random = new Random(seed);
        Map<String, Integer> pieces = new LinkedHashMap<>();
        for (String special : List.of("<s>", "<pad>", "</s>", "<unk>")) {
            pieces.put(special, pieces.size());
        }
        int others = 0;
        List<String> parts = new ArrayList<>();
        for (int b = 0; b < 256; b++) {
            boolean itself = (b >= 33 && b <= 126) || (b >= 161 && b <= 172) || b >= 174;
            String piece = String.valueOf((char) (itself ? b : 256 + others++));
            pieces.put(piece, pieces.size());
            boolean often = b == ' ' || b == '\'' || b == '.' || (b >= 'a' && b <= 'e');
            boolean letter = (b >= 'a' && b <= 'z') || b >= 128;
            for (int i = 0; i < (often ? 12 : letter ? 2 : 1); i++) {
                parts.add(piece);
            }
        }
        List<String[]> pairs = new ArrayList<>();
        while (pairs.size() < merges) {
            String left = parts.get(random.nextInt(parts.size()));
            String right = parts.get(random.nextInt(parts.size()));
            if (!pieces.containsKey(left + right) && left.length() + right.length() < 9) {
                pieces.put(left + right, pieces.size());
                pairs.add(new String[] {left, right});
                parts.add(left + right);
            }
        }
        pieces.put("<mask>", pieces.size());
        return new BytePairsMiniature(pieces, pairs);
    }

    public Vocabulary vocabulary() {
        return Vocabulary.of(List.copyOf(pieces.keySet()), SpecialTokens.ROBERTA);
    }

    ByteLevelTokenizer tokenizer(boolean spaceBefore) {
        Vocabulary vocabulary = vocabulary();
        return new ByteLevelTokenizer(
                vocabulary, new BytePairs(vocabulary, merges), spaceBefore, true);
    }
}
