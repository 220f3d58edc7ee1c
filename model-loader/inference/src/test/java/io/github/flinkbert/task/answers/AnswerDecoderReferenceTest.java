package io.github.flinkbert.task.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.flinkbert.task.ScoredWindow;
import io.github.flinkbert.tensor.Matrix;
import io.github.flinkbert.text.Pieces;
import io.github.flinkbert.text.Sequence;
import io.github.flinkbert.text.SyntheticText;
import io.github.flinkbert.text.Window;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The numbers on the right were computed by Google's own {@code run_squad.py} ({@code
 * convert_examples_to_features} and {@code write_predictions}) on the same made-up texts and
 * scores: words and scores repeat often, so that ties and equal answer texts are met.
 */
class AnswerDecoderReferenceTest {

    @ParameterizedTest
    @CsvSource({
        // words, question, sequence, stride, longest answer, threshold, boost of [CLS], seed:
        // windows, n-best, SHA-256 of the n-best texts, probabilities of the first and of null
        "30,5,72,16,30,,0,1, 1,20,7a8005eb1ecdd54c,0.172597229,-1",
        "300,6,73,20,30,,0,2, 13,20,cee9394f4c0f021d,0.060256405,-1",
        "1000,8,75,60,3,,0,9, 17,20,31b86b96f8de9f3a,0.073685883,-1",
        "300,6,73,20,5,0,0,3, 13,21,b1912bff6730c539,0.077958223,0.000000923",
        "300,6,73,20,5,-20,0,3, 13,21,6e9645412fe9f585,0.000000923,0.000000923",
        "57,4,71,128,30,0,8,7, 1,21,a378a3bc68b93f88,0.063246782,0.002912230",
        "58,4,71,128,30,2,8,8, 1,20,2635d9c0bd813f37,0.069515265,0.037208840",
        "300,6,73,20,5,0,14,3, 13,20,e072811c2a5c8df4,0.533866402,0.533866402",
        "300,6,73,20,5,1,15,3, 13,20,e072811c2a5c8df4,0.756884374,0.756884374",
        "64,4,71,128,30,0,20,11, 1,20,d0ee0d11033705df,0.999236099,0.999236099",
        "65,4,71,128,30,30,20,11, 2,20,bfdb6c99e1230a7c,0.000025066,0.999739965",
        "3000,10,140,30,12,0,15,12, 97,21,e40ffe32cb856494,0.054003338,0.037700406",
        "1,3,70,16,30,0,4,4, 1,2,eb4dbec4c1e4da8b,0.558326994,0.558326994"
    })
    void agreesWithRunSquad(
            int words,
            int questionWords,
            int sequence,
            int stride,
            int longest,
            Double threshold,
            int boost,
            int seed,
            int windows,
            int nBest,
            String digest,
            double first,
            double none)
            throws Exception {
        Generator generator = new Generator(seed);
        String[] text = new String[words];
        for (int i = 0; i < words; i++) {
            text[i] = "w" + generator.next() % 40;
        }
        SyntheticText context = SyntheticText.ofWords(text);
        Pieces question = SyntheticText.ofWords(new String[questionWords]).pieces();
        QuestionLimits limits = new QuestionLimits(sequence, 64, stride, 100);
        List<ScoredWindow> scored = new ArrayList<>();
        for (Window window : limits.windows(question, context.pieces())) {
            int tokens = Sequence.length(questionWords, window.length());
            Matrix scores = generator.scores(tokens, boost);
            scored.add(new ScoredWindow(window.from(), window.to(), questionWords + 2, scores));
        }
        OptionalDouble nullThreshold =
                threshold == null ? OptionalDouble.empty() : OptionalDouble.of(threshold);

        int most = threshold == null ? 20 : 21;
        List<Answer> answers =
                new AnswerDecoder(new AnswerQuestion("qa", "q", most, longest, nullThreshold))
                        .decode(context.text(), context.pieces(), scored)
                        .answers();

        assertThat(scored).hasSize(windows);
        assertThat(answers).hasSize(nBest);
        assertThat(digest(answers)).isEqualTo(digest);
        assertThat((double) answers.get(0).score()).isCloseTo(first, within(1e-6));
        double found =
                answers.stream()
                        .filter(answer -> answer.text().isEmpty())
                        .mapToDouble(Answer::score)
                        .findFirst()
                        .orElse(-1);
        assertThat(found).isCloseTo(none, within(1e-6));
    }

    private static String digest(List<Answer> answers) throws Exception {
        String texts = String.join("\n", answers.stream().map(Answer::text).toList());
        byte[] hash =
                MessageDigest.getInstance("SHA-256").digest(texts.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash).substring(0, 16);
    }

    /** ANSI C's example generator, the same wherever it is written. */
    private static final class Generator {
        private int state;

        Generator(int seed) {
            this.state = seed;
        }

        int next() {
            state = (state * 1103515245 + 12345) & 0x7fffffff;
            return state >> 8;
        }

        Matrix scores(int tokens, int boost) {
            float[] values = new float[2 * tokens];
            for (int column = 0; column < 2; column++) {
                for (int token = 0; token < tokens; token++) {
                    values[2 * token + column] = next() % 512 / 64f;
                }
            }
            values[0] += boost;
            return new Matrix(tokens, 2, values);
        }
    }
}
