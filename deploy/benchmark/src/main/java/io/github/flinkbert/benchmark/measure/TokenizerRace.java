package io.github.flinkbert.benchmark.measure;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.flinkbert.benchmark.usage.Spent;
import io.github.flinkbert.text.Casing;
import io.github.flinkbert.text.Tokenizer;
import io.github.flinkbert.text.Vocabulary;
import io.github.flinkbert.text.WordPieceTokenizer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.flink.annotation.Internal;

/**
 * This tokenizer beside Hugging Face's, one thread each, in turns. Theirs is counted at the better
 * of one by one and in batches; that it keeps to one thread is for the environment to say ({@code
 * TOKENIZERS_PARALLELISM}).
 */
@Internal
public final class TokenizerRace {

    private static final int LEAST_BYTES = 1_000_000;

    private TokenizerRace() {}

    /**
     * What a race found.
     *
     * @param ours megabytes of UTF-8 a second, the middle round
     * @param theirs the same
     * @param ratioByCpu ours over theirs by processor time
     */
    public record Result(String texts, double ours, double theirs, double ratioByCpu) {

        @JsonProperty("ratio")
        public double ratio() {
            return ours / theirs;
        }
    }

    /** Seconds on the clock and of processors, round by round. */
    private record Times(List<Double> wall, List<Double> cpu) {

        Times() {
            this(new ArrayList<>(), new ArrayList<>());
        }

        void add(Spent spent) {
            wall.add(spent.wallSeconds());
            cpu.add(spent.cpuSeconds());
        }
    }

    /** Runs it, after one round that does not count. */
    public static Result run(
            String name, Vocabulary vocabulary, Casing casing, List<String> texts, int rounds)
            throws Exception {
        List<String> all = repeated(texts);
        Tokenizer tokenizer = new WordPieceTokenizer(vocabulary, casing);
        Times ours = new Times();
        Times single = new Times();
        Times batched = new Times();
        try (HuggingFace huggingFace = new HuggingFace(vocabulary, casing)) {
            for (int round = 0; round <= rounds; round++) {
                Times[] times =
                        round == 0
                                ? new Times[] {new Times(), new Times(), new Times()}
                                : new Times[] {ours, single, batched};
                times[0].add(time(() -> pieces(tokenizer, all)));
                times[1].add(time(() -> huggingFace.pieces(all)));
                times[2].add(time(() -> huggingFace.piecesInBatches(all)));
            }
        }
        Times theirs =
                Numbers.median(single.wall()) < Numbers.median(batched.wall()) ? single : batched;
        double megabytes = bytes(all) / 1e6;
        return new Result(
                name,
                megabytes / Numbers.median(ours.wall()),
                megabytes / Numbers.median(theirs.wall()),
                Numbers.median(theirs.cpu()) / Numbers.median(ours.cpu()));
    }

    private static Spent time(Callable<Long> work) throws Exception {
        Spent.Done<Long> done = Spent.on(work);
        if (done.result() == 0) {
            throw new IllegalStateException("no pieces came out");
        }
        return done.spent();
    }

    private static long pieces(Tokenizer tokenizer, List<String> texts) {
        long pieces = 0;
        for (String text : texts) {
            pieces += tokenizer.tokenize(text).size();
        }
        return pieces;
    }

    private static List<String> repeated(List<String> texts) {
        int times = (int) (LEAST_BYTES / bytes(texts)) + 1;
        return Collections.nCopies(times, texts).stream().flatMap(List::stream).toList();
    }

    private static long bytes(List<String> texts) {
        return texts.stream().mapToLong(t -> t.getBytes(StandardCharsets.UTF_8).length).sum();
    }
}
