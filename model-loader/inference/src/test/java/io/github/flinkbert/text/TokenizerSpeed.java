package io.github.flinkbert.text;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/**
 * Prints the speed of this tokenizer beside Hugging Face's, one thread each, in turns, in MB of
 * UTF-8 a second, on the shared English and Korean texts.
 *
 * <pre>{@code
 * mvn -q -B -pl model-loader/inference -am test-compile
 * mvn -q -B -pl model-loader/inference dependency:build-classpath -Dmdep.outputFile=target/test.classpath
 * cd model-loader && RAYON_NUM_THREADS=1 TOKENIZERS_PARALLELISM=false java -Xmx2g \
 *     -cp target/test-classes:target/classes:$(cat target/test.classpath) \
 *     io.github.flinkbert.text.TokenizerSpeed
 * }</pre>
 */
final class TokenizerSpeed {

    private static final int ROUNDS = 3;
    private static final int SAMPLE = 2_000_000;
    private static final int HUGGING_FACE_BATCH = 64;

    private TokenizerSpeed() {}

    public static void main(String[] arguments) {
        List<String> english = sample(SharedTexts.english());
        List<String> korean = sample(SharedTexts.korean());
        compare("English, cased", Releases.CASED, Casing.CASED, english);
        compare("English, uncased", Releases.UNCASED, Casing.UNCASED, english);
        compare("Korean, uncased", Releases.UNCASED, Casing.UNCASED, korean);
        if (Releases.isPresent(Releases.MULTILINGUAL_CASED)) {
            compare("Korean, multilingual", Releases.MULTILINGUAL_CASED, Casing.CASED, korean);
            compare("English, multilingual", Releases.MULTILINGUAL_CASED, Casing.CASED, english);
        }
    }

    /** Texts from all over the sets, some 2 MB: Hugging Face takes a second for each. */
    private static List<String> sample(List<String> texts) {
        long characters = texts.stream().mapToLong(String::length).sum();
        int every = (int) Math.max(1, characters / SAMPLE);
        return IntStream.range(0, texts.size() / every)
                .mapToObj(i -> texts.get(i * every))
                .toList();
    }

    private static void compare(String name, String release, Casing casing, List<String> texts) {
        long bytes = texts.stream().mapToLong(t -> t.getBytes(StandardCharsets.UTF_8).length).sum();
        Vocabulary vocabulary = Releases.vocabulary(release);
        long before = System.nanoTime();
        Tokenizer tokenizer = new WordPieceTokenizer(vocabulary, casing);
        double built = (System.nanoTime() - before) / 1e6;
        try (HuggingFace huggingFace = new HuggingFace(vocabulary, casing)) {
            double ours = 0;
            double theirs = 0;
            double theirsBatched = 0;
            for (int round = 0; round < ROUNDS; round++) {
                // The best round counts, for both: the machine may have other work.
                ours = Math.max(ours, rate(bytes, texts, t -> ours(tokenizer, t)));
                theirs = Math.max(theirs, rate(bytes, texts, t -> theirs(huggingFace, t)));
                theirsBatched =
                        Math.max(theirsBatched, rate(bytes, texts, t -> batched(huggingFace, t)));
            }
            double best = Math.max(theirs, theirsBatched);
            System.out.printf(
                    "%-22s %6.1f MB: ours %6.1f MB/s, Hugging Face %5.2f (batches %5.2f) MB/s,"
                            + " ratio %5.1f; built in %.0f ms%n",
                    name, bytes / 1e6, ours, theirs, theirsBatched, ours / best, built);
        }
    }

    private static double rate(long bytes, List<String> texts, ToLongFunction<List<String>> work) {
        long before = System.nanoTime();
        long pieces = work.applyAsLong(texts);
        double seconds = (System.nanoTime() - before) / 1e9;
        if (pieces == 0) {
            throw new IllegalStateException(
                    "no pieces came out of %d texts".formatted(texts.size()));
        }
        return bytes / seconds / 1e6;
    }

    private static long ours(Tokenizer tokenizer, List<String> texts) {
        long pieces = 0;
        for (String text : texts) {
            pieces += tokenizer.tokenize(text).size();
        }
        return pieces;
    }

    private static long theirs(HuggingFace huggingFace, List<String> texts) {
        long pieces = 0;
        for (String text : texts) {
            pieces += huggingFace.encode(text).getIds().length;
        }
        return pieces;
    }

    private static long batched(HuggingFace huggingFace, List<String> texts) {
        long pieces = 0;
        for (int from = 0; from < texts.size(); from += HUGGING_FACE_BATCH) {
            int to = Math.min(texts.size(), from + HUGGING_FACE_BATCH);
            for (var encoding : huggingFace.encode(texts.subList(from, to))) {
                pieces += encoding.getIds().length;
            }
        }
        return pieces;
    }
}
