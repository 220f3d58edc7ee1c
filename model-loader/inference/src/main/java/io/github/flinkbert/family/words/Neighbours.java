package io.github.flinkbert.family.words;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import org.apache.flink.annotation.Internal;

/**
 * The words whose vectors lie nearest, by cosine: each question looks at all words. Immutable,
 * thread-safe; made once for a table, for it finds the length of every vector.
 */
@Internal
public final class Neighbours {

    /**
     * A word near another.
     *
     * @param cosine of the angle between the two vectors, -1 to 1
     */
    public record Neighbour(String word, double cosine) {}

    private record Candidate(int number, double cosine) {}

    private final WordVectors vectors;

    /** 1 over each vector's length; 0 of one of zeros, which is near to nothing. */
    private final float[] scales;

    public Neighbours(WordVectors vectors) {
        this.vectors = vectors;
        scales = new float[vectors.size()];
        for (int word = 0; word < scales.length; word++) {
            double length = length(vectors.vector(word));
            scales[word] = length > 0 ? (float) (1 / length) : 0;
        }
    }

    /**
     * The nearest words of a word, the nearest first, itself left out. None where the word has no
     * vector.
     *
     * @param count at most so many
     */
    public List<Neighbour> of(String word, int count) {
        return vectors.vector(word)
                .map(vector -> of(vector, count, leftOut(word)))
                .orElse(List.of());
    }

    private Set<String> leftOut(String word) {
        int number = vectors.number(word);
        return number < 0 ? Set.of() : Set.of(vectors.word(number));
    }

    /**
     * The words nearest to a vector, the nearest first; of equals the more frequent. None where it
     * is one of zeros.
     *
     * @param count at most so many
     * @param leftOut words that are none of them
     * @throws IllegalArgumentException if it has another dimension than the words' vectors
     */
    public List<Neighbour> of(float[] vector, int count, Set<String> leftOut) {
        if (vector.length != vectors.dimension()) {
            throw new IllegalArgumentException(
                    "expected a vector of %d numbers, found %d"
                            .formatted(vectors.dimension(), vector.length));
        }
        double length = length(vector);
        if (length == 0 || count < 1) {
            return List.of();
        }
        Comparator<Candidate> nearerLast =
                Comparator.comparingDouble(Candidate::cosine)
                        .thenComparing(Comparator.comparingInt(Candidate::number).reversed());
        PriorityQueue<Candidate> best = new PriorityQueue<>(nearerLast);
        for (int word = 0; word < scales.length; word++) {
            if (scales[word] == 0) {
                continue;
            }
            double cosine = dot(vectors.vector(word), vector) * scales[word] / length;
            boolean near = best.size() < count || cosine > best.element().cosine();
            if (near && !leftOut.contains(vectors.word(word))) {
                best.add(new Candidate(word, cosine));
                if (best.size() > count) {
                    best.remove();
                }
            }
        }
        List<Candidate> ordered = new ArrayList<>(best);
        ordered.sort(nearerLast.reversed());
        return ordered.stream()
                .map(each -> new Neighbour(vectors.word(each.number()), each.cosine()))
                .toList();
    }

    private static double length(float[] vector) {
        return Math.sqrt(dot(vector, vector));
    }

    private static double dot(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += (double) one[i] * other[i];
        }
        return sum;
    }
}
