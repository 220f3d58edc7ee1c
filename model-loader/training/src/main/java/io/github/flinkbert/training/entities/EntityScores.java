package io.github.flinkbert.training.entities;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.annotation.Experimental;

/**
 * Precision, recall and F1 of entities, as {@code conlleval} and seqeval count them: an entity is
 * right if type, first and last token are. All values run from 0 to 1; what cannot be divided is 0.
 *
 * @param overall over all entities (seqeval's "micro" average)
 * @param byType for each type that is in the gold data or was found, in alphabetical order
 * @param accuracy share of tokens whose tags are equal
 */
@Experimental
public record EntityScores(Counts overall, Map<String, Counts> byType, double accuracy) {

    /**
     * What precision, recall and F1 are made of.
     *
     * @param gold entities in the gold data (seqeval's "support")
     * @param found entities predicted
     * @param correct entities that are both
     */
    public record Counts(int gold, int found, int correct) {

        public double precision() {
            return found == 0 ? 0 : 1.0 * correct / found;
        }

        public double recall() {
            return gold == 0 ? 0 : 1.0 * correct / gold;
        }

        public double f1() {
            double sum = precision() + recall();
            return sum == 0 ? 0 : 2 * precision() * recall() / sum;
        }

        private Counts plus(Counts other) {
            return new Counts(gold + other.gold, found + other.found, correct + other.correct);
        }
    }

    /**
     * @param gold tags of each sentence's tokens
     * @param predicted the same, predicted
     * @throws IllegalArgumentException if sentences or tokens are not the same in number
     */
    public static EntityScores of(
            List<List<String>> gold, List<List<String>> predicted, Chunks chunks) {
        requireSame("sentences", gold.size(), predicted.size());
        Map<String, Counts> byType = new TreeMap<>();
        int tokens = 0;
        int equalTags = 0;
        for (int sentence = 0; sentence < gold.size(); sentence++) {
            List<String> right = gold.get(sentence);
            List<String> said = predicted.get(sentence);
            requireSame("tokens in sentence " + (sentence + 1), right.size(), said.size());
            tokens += right.size();
            for (int token = 0; token < right.size(); token++) {
                equalTags += right.get(token).equals(said.get(token)) ? 1 : 0;
            }
            count(chunks.of(right), chunks.of(said), byType);
        }
        Counts overall = byType.values().stream().reduce(new Counts(0, 0, 0), Counts::plus);
        double accuracy = tokens == 0 ? 0 : 1.0 * equalTags / tokens;
        return new EntityScores(overall, byType, accuracy);
    }

    /** {@code precision}, {@code recall}, {@code f1}, {@code accuracy}, counts, and types. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = named(overall);
        map.put("accuracy", accuracy);
        Map<String, Object> types = new LinkedHashMap<>();
        byType.forEach((type, counts) -> types.put(type, named(counts)));
        map.put("types", types);
        return map;
    }

    private static Map<String, Object> named(Counts counts) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("precision", counts.precision());
        map.put("recall", counts.recall());
        map.put("f1", counts.f1());
        map.put("gold", counts.gold());
        map.put("found", counts.found());
        map.put("correct", counts.correct());
        return map;
    }

    private static void count(List<Chunk> gold, List<Chunk> predicted, Map<String, Counts> byType) {
        Set<Chunk> right = new HashSet<>(gold);
        List<Chunk> all = new ArrayList<>(gold);
        all.addAll(predicted);
        for (Chunk chunk : all) {
            byType.putIfAbsent(chunk.type(), new Counts(0, 0, 0));
        }
        gold.forEach(chunk -> byType.merge(chunk.type(), new Counts(1, 0, 0), Counts::plus));
        for (Chunk chunk : predicted) {
            Counts one = new Counts(0, 1, right.contains(chunk) ? 1 : 0);
            byType.merge(chunk.type(), one, Counts::plus);
        }
    }

    private static void requireSame(String what, int gold, int predicted) {
        if (gold != predicted) {
            throw new IllegalArgumentException(
                    "gold and predicted must have as many %s, found %d and %d"
                            .formatted(what, gold, predicted));
        }
    }
}
