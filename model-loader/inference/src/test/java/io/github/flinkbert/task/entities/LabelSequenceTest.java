package io.github.flinkbert.task.entities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.flinkbert.task.Softmax;
import io.github.flinkbert.testing.RandomSeed;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Viterbi's path and the posterior, against every label sequence there is. */
class LabelSequenceTest {

    private static final String[] SCHEMES = {
        "O,B-P,I-P,B-L,I-L",
        "O,I-P,I-L,B-L",
        "O,P,L",
        "O,B-P,I-P,E-P,S-P,S-L",
        "O,I-P,E-P",
        "O,B-P,E-P",
        "P,L",
        "X,O,B-P,I-P,[SEP]",
        "B-P,I-P"
    };

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void agreesWithEnumeration(int words) {
        Random random = RandomSeed.random();
        for (String scheme : SCHEMES) {
            LabelSet labels = LabelSet.of(List.of(scheme.split(",")));
            for (int round = 0; round < 20; round++) {
                double[][] probabilities = new double[words][];
                for (int word = 0; word < words; word++) {
                    double[] scores = random.doubles(labels.size(), -4, 4).toArray();
                    probabilities[word] = Softmax.inPlace(scores);
                }
                check(labels, probabilities);
            }
        }
    }

    private static void check(LabelSet labels, double[][] probabilities) {
        int words = probabilities.length;
        List<int[]> legal = new ArrayList<>();
        enumerate(labels, new int[words], 0, legal);
        double total = 0;
        double best = -1;
        for (int[] path : legal) {
            double weight = weight(path, probabilities);
            total += weight;
            best = Math.max(best, weight);
        }
        int[] found = new Viterbi(labels).decode(probabilities);
        assertThat(legal)
                .as(labels.names().toString())
                .anyMatch(p -> java.util.Arrays.equals(p, found));
        assertThat(weight(found, probabilities)).isCloseTo(best, within(1e-12));

        ChunkPosterior posterior = new ChunkPosterior(labels, probabilities);
        for (int first = 0; first < words; first++) {
            for (int after = first + 1; after <= words; after++) {
                for (String type : List.of("P", "L")) {
                    double expected = 0;
                    for (int[] path : legal) {
                        expected +=
                                holds(labels, path, first, after, type)
                                        ? weight(path, probabilities)
                                        : 0;
                    }
                    assertThat(posterior.of(first, after, type))
                            .isCloseTo(expected / total, within(1e-9));
                }
            }
        }
    }

    private static boolean holds(LabelSet labels, int[] path, int first, int after, String type) {
        boolean begins = first == 0 || !labels.continues(path[first - 1], path[first]);
        boolean ends = after == path.length || !labels.continues(path[after - 1], path[after]);
        boolean whole = labels.type(path[first]).equals(type);
        for (int word = first + 1; word < after; word++) {
            whole &= labels.continues(path[word - 1], path[word]);
        }
        return begins && ends && whole;
    }

    private static void enumerate(LabelSet labels, int[] path, int word, List<int[]> into) {
        if (word == path.length) {
            if (labels.mayEnd(path[word - 1])) {
                into.add(path.clone());
            }
            return;
        }
        for (int label = 0; label < labels.size(); label++) {
            if (word == 0 ? labels.mayBegin(label) : labels.legal(path[word - 1], label)) {
                path[word] = label;
                enumerate(labels, path, word + 1, into);
            }
        }
    }

    private static double weight(int[] path, double[][] probabilities) {
        double weight = 1;
        for (int word = 0; word < path.length; word++) {
            weight *= probabilities[word][path[word]];
        }
        return weight;
    }
}
