package io.github.flinkbert.cli.compare;

import io.github.flinkbert.Bert;
import io.github.flinkbert.cli.compare.UseView.Scored;
import io.github.flinkbert.cli.terminal.UserException;
import io.github.flinkbert.evaluation.similarity.Similarity;
import io.github.flinkbert.task.attention.Attention;
import io.github.flinkbert.task.embedding.EmbedTokens;
import io.github.flinkbert.task.embedding.Layers;
import io.github.flinkbert.task.embedding.Token;
import io.github.flinkbert.task.embedding.TokenEmbeddings;
import io.github.flinkbert.task.masks.FillMasks;
import io.github.flinkbert.tensor.Matrix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Asks one model about a word in several sentences. A word's vector is the mean of its tokens'. */
final class Comparer {

    /** The top layer: where context has done most. */
    private static final EmbedTokens VECTORS = new EmbedTokens(Layers.LAST);

    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Known(String word, float[] vector) {}

    private final Bert bert;
    private final int most;

    /**
     * @param most how many words of each list
     */
    Comparer(Bert bert, int most) {
        this.bert = bert;
        this.most = most;
    }

    /**
     * @param uses the same word in each
     * @param others sentences among whose words the nearest are looked for
     * @throws UserException if the model has no vector for the word
     */
    Comparison of(String name, List<Use> uses, List<String> others) {
        List<float[]> vectors =
                uses.stream()
                        .map(
                                use ->
                                        vector(use, read(use.sentence()))
                                                .orElseThrow(
                                                        () ->
                                                                new UserException(
                                                                        "%s has no vector for the word %s"
                                                                                .formatted(
                                                                                        name,
                                                                                        use
                                                                                                .word()))))
                        .toList();
        List<Known> known = known(others);
        List<UseView> views = new ArrayList<>();
        for (int i = 0; i < uses.size(); i++) {
            Use use = uses.get(i);
            views.add(
                    new UseView(
                            use,
                            neighbours(use, vectors.get(i), known),
                            inItsPlace(use),
                            attendsTo(use)));
        }
        List<List<Double>> cosines =
                vectors.stream()
                        .map(
                                one ->
                                        vectors.stream()
                                                .map(two -> Similarity.cosine(one, two))
                                                .toList())
                        .toList();
        return new Comparison(name, bert.family(), vectors.get(0).length, views, cosines);
    }

    private TokenEmbeddings read(String sentence) {
        return bert.ask(sentence, VECTORS);
    }

    /** The mean of the tokens that are part of the word; empty where no token is. */
    private static Optional<float[]> vector(Use use, TokenEmbeddings tokens) {
        float[] sum = new float[tokens.width()];
        int count = 0;
        for (int i = 0; i < tokens.tokens().size(); i++) {
            Token token = tokens.tokens().get(i);
            if (token.start() < use.end() && token.end() > use.start()) {
                float[] vector = tokens.vector(i);
                for (int j = 0; j < sum.length; j++) {
                    sum[j] += vector[j];
                }
                count++;
            }
        }
        if (count == 0) {
            return Optional.empty();
        }
        for (int j = 0; j < sum.length; j++) {
            sum[j] /= count;
        }
        return Optional.of(sum);
    }

    private List<Known> known(List<String> others) {
        List<Known> known = new ArrayList<>();
        for (String sentence : others) {
            TokenEmbeddings tokens = read(sentence);
            for (Use word : Uses.all(sentence)) {
                vector(word, tokens).ifPresent(vector -> known.add(new Known(word.word(), vector)));
            }
        }
        return known;
    }

    /** Of the model's own words, where each has one vector; else of words in other sentences. */
    private List<Scored> neighbours(Use use, float[] vector, List<Known> known) {
        List<Scored> own =
                bert.nearestWords(use.word(), most).stream()
                        .map(near -> new Scored(near.word(), near.cosine()))
                        .toList();
        if (!own.isEmpty()) {
            return own;
        }
        Set<String> told = new HashSet<>();
        return known.stream()
                .map(word -> new Scored(word.word(), Similarity.cosine(vector, word.vector())))
                .sorted(Comparator.comparingDouble(Scored::score).reversed())
                .filter(word -> !word.word().equalsIgnoreCase(use.word()))
                .filter(word -> told.add(word.word().toLowerCase(Locale.ROOT)))
                .limit(most)
                .toList();
    }

    private List<Scored> inItsPlace(Use use) {
        String masked =
                use.sentence().substring(0, use.start())
                        + "[MASK]"
                        + use.sentence().substring(use.end());
        try {
            return bert.ask(masked, new FillMasks(most)).masks().stream()
                    .flatMap(List::stream)
                    .map(word -> new Scored(word.token(), word.score()))
                    .toList();
        } catch (IllegalArgumentException e) { // no such head: it reads words and guesses none
            return List.of();
        }
    }

    /** The mean over all layers and heads, without what goes to the word itself and to markers. */
    private List<Scored> attendsTo(Use use) {
        Attention attention;
        try {
            attention = bert.attention(use.sentence());
        } catch (IllegalArgumentException e) { // nothing attends in this model
            return List.of();
        }
        List<Attention.Word> words = attention.words();
        List<Integer> own =
                IntStream.range(0, words.size())
                        .filter(i -> isPart(words.get(i), use))
                        .boxed()
                        .toList();
        if (own.isEmpty()) {
            return List.of();
        }
        double[] share = new double[words.size()];
        int rows = 0;
        for (List<Matrix> heads : attention.layers()) {
            for (Matrix head : heads) {
                for (int from : own) {
                    for (int to = 0; to < share.length; to++) {
                        share[to] += head.get(from, to);
                    }
                    rows++;
                }
            }
        }
        List<Scored> others = new ArrayList<>();
        for (int to = 0; to < share.length; to++) {
            Attention.Word word = words.get(to);
            boolean isWord =
                    word.end() > word.start()
                            && word.text().codePoints().anyMatch(Character::isLetterOrDigit);
            if (isWord && !isPart(word, use)) {
                others.add(new Scored(word.text().strip(), share[to] / rows));
            }
        }
        return others.stream()
                .sorted(Comparator.comparingDouble(Scored::score).reversed())
                .limit(most)
                .toList();
    }

    private static boolean isPart(Attention.Word word, Use use) {
        return word.start() < use.end() && word.end() > use.start();
    }
}
