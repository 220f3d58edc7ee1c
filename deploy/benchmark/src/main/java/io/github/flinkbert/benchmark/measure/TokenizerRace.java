package io.github.flinkbert.benchmark.measure;

import io.github.flinkbert.text.Casing;
import io.github.flinkbert.text.Tokenizer;
import io.github.flinkbert.text.Vocabulary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * This tokenizer beside Hugging Face's, one thread each, in turns. Theirs is counted at the better
 * of one by one and in batches; that it keeps to one thread is for the environment to say ({@code
 * TOKENIZERS_PARALLELISM}).
 */
public final class TokenizerRace {

    private static final int LEAST_BYTES = 1_000_000;

    private TokenizerRace() {}

    /**
     * What a race found.
     *
     * @param ours megabytes of UTF-8 a second, the middle round
     * @param theirs the same
     */
    public record Result(String texts, double ours, double theirs) {

        public double ratio() {
            return ours / theirs;
        }
    }

    /** Runs it, after one round that does not count. */
    public static Result run(
            String name, Vocabulary vocabulary, Casing casing, List<String> texts, int rounds)
            throws IOException {
        List<String> all = repeated(texts);
        long bytes = bytes(all);
        Tokenizer tokenizer = new Tokenizer(vocabulary, casing);
        List<Double> ours = new ArrayList<>();
        List<Double> single = new ArrayList<>();
        List<Double> batched = new ArrayList<>();
        try (HuggingFace huggingFace = new HuggingFace(vocabulary, casing)) {
            for (int round = 0; round <= rounds; round++) {
                double o = rate(bytes, () -> pieces(tokenizer, all));
                double s = rate(bytes, () -> huggingFace.pieces(all));
                double b = rate(bytes, () -> huggingFace.piecesInBatches(all));
                if (round > 0) {
                    ours.add(o);
                    single.add(s);
                    batched.add(b);
                }
            }
        }
        return new Result(
                name,
                Numbers.median(ours),
                Math.max(Numbers.median(single), Numbers.median(batched)));
    }

    private static long pieces(Tokenizer tokenizer, List<String> texts) {
        long pieces = 0;
        for (String text : texts) {
            pieces += tokenizer.tokenize(text).size();
        }
        return pieces;
    }

    private static double rate(long bytes, Callable<Long> work) throws IOException {
        try {
            Spent.Done<Long> done = Spent.on(work);
            if (done.result() == 0) {
                throw new IllegalStateException("no pieces came out");
            }
            return bytes / done.spent().wallSeconds() / 1e6;
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    private static List<String> repeated(List<String> texts) {
        int times = (int) (LEAST_BYTES / bytes(texts)) + 1;
        return Collections.nCopies(times, texts).stream().flatMap(List::stream).toList();
    }

    private static long bytes(List<String> texts) {
        return texts.stream().mapToLong(t -> t.getBytes(StandardCharsets.UTF_8).length).sum();
    }
}
