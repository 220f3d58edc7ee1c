package io.github.flinkbert.task.entities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.flinkbert.checkpoint.AggregationStrategy;
import io.github.flinkbert.task.ScoredWindow;
import io.github.flinkbert.tensor.Matrices;
import io.github.flinkbert.tensor.Matrix;
import io.github.flinkbert.testing.RandomSeed;
import io.github.flinkbert.text.Casing;
import io.github.flinkbert.text.Pieces;
import io.github.flinkbert.text.SyntheticText;
import io.github.flinkbert.text.Vocabulary;
import io.github.flinkbert.text.Window;
import io.github.flinkbert.text.Windows;
import io.github.flinkbert.text.WordPieceTokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EntityDecoderTest {

    private static final LabelSet IOB2 =
            LabelSet.of(List.of("O", "B-PER", "I-PER", "B-LOC", "I-LOC"));

    private static final List<AggregationStrategy> AGGREGATIONS =
            List.of(AggregationStrategy.values());

    private static final String[] SCHEMES = {
        "O,B-P,I-P,B-L,I-L", "O,I-P,I-L,B-L", "O,P,L", "O,B-P,I-P,E-P,S-P,B-L,I-L,E-L,S-L"
    };

    @Test
    void anEntityIsCutOutOfTheTextAsWritten() {
        SyntheticText text = SyntheticText.ofWords("Marie", "Curie", "saw", "Paris", "Rome");

        List<Entity> entities = decode(IOB2, text, 1, 2, 0, 3, 3);

        assertThat(entities)
                .extracting(Entity::label, Entity::text, Entity::start, Entity::end)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("PER", "Marie Curie", 0, 11),
                        org.assertj.core.groups.Tuple.tuple("LOC", "Paris", 16, 21),
                        org.assertj.core.groups.Tuple.tuple("LOC", "Rome", 22, 26));
    }

    @Test
    void wordsAreBasicTokensNotStretchesBetweenSpaces() {
        Vocabulary vocabulary =
                Vocabulary.of(
                        List.of(
                                "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "u", "s", ".", "-",
                                "based", "中", "国", "人", "in", "paris", "jose", "##fina", "'"));
        String text = "U.S.-based 中国人in Paris, Jose\u0301fina's";
        Pieces pieces = new WordPieceTokenizer(vocabulary, Casing.UNCASED).tokenize(text);
        LabelSet labels = LabelSet.of(List.of("O", "B-LOC", "I-LOC", "B-PER", "I-PER"));
        float[][] rows = new float[pieces.size()][labels.size()];
        boolean inside = false;
        for (int i = 0; i < rows.length; i++) {
            int type =
                    switch (vocabulary.piece(pieces.id(i))) {
                        case "u", ".", "中", "国", "paris" -> 1;
                        case "s" -> pieces.start(i) < 4 ? 1 : 0;
                        case "jose" -> 3;
                        default -> 0;
                    };
            rows[i][type == 0 ? 0 : inside ? type + 1 : type] = 9;
            inside = type != 0;
        }
        List<ScoredWindow> windows =
                List.of(ScoredWindow.ofPieces(0, pieces.size(), Matrices.ofRows(rows)));

        List<Entity> found =
                new EntityDecoder(labels, AggregationStrategy.FIRST_PIECE)
                        .decode(text, pieces, windows)
                        .entities();

        assertThat(found)
                .extracting(Entity::text)
                .containsExactly("U.S.", "中国", "Paris", "Jose\u0301fina");
    }

    @Test
    void insideWithoutABeginningIsNotRepairedButDecided() {
        SyntheticText text = SyntheticText.ofWords("in", "Paris");
        Matrix scores = Matrices.ofRows(new float[][] {{5, 0, 0, 0, 0}, {1, 0, 0, 1.5f, 4}});

        Entities found =
                new EntityDecoder(IOB2, AggregationStrategy.FIRST_PIECE)
                        .decode(text.text(), text.pieces(), windows(text, scores));

        // I-LOC is the likeliest, but cannot follow O; of what can, B-LOC is.
        assertThat(found.entities()).extracting(Entity::label).containsExactly("LOC");
        assertThat(found.entities().get(0).score()).isBetween(0.4f, 0.7f);
    }

    @Test
    void beginPartsNeighboursOfOneTypeInIob1() {
        LabelSet labels = LabelSet.of(List.of("O", "I-P", "B-P", "I-L"));
        SyntheticText text = SyntheticText.ofWords("Ann", "Lee", "Bob", "Oslo");

        assertThat(decode(labels, text, 1, 1, 2, 3))
                .extracting(Entity::text)
                .containsExactly("Ann Lee", "Bob", "Oslo");
    }

    @Test
    void neighboursOfOneTypeAreOneEntityWithoutAScheme() {
        LabelSet labels = LabelSet.of(List.of("O", "P", "L"));
        SyntheticText text = SyntheticText.ofWords("Ann", "Lee", "Oslo", "and");

        assertThat(decode(labels, text, 1, 1, 2, 0))
                .extracting(Entity::text)
                .containsExactly("Ann Lee", "Oslo");
    }

    @Test
    void aWordsLabelIsItsFirstPiecesOrPooled() {
        // One word of two pieces: the first says O a little, the second says PER a lot.
        Pieces pieces =
                new Pieces(new int[2], new int[] {0, 3}, new int[] {3, 6}, new int[] {0, 0});
        Matrix scores = Matrices.ofRows(new float[][] {{1, 0.5f, 0, 0, 0}, {0, 6, 0, 0, 0}});
        List<ScoredWindow> windows = List.of(ScoredWindow.ofPieces(0, 2, scores));

        assertThat(
                        new EntityDecoder(IOB2, AggregationStrategy.FIRST_PIECE)
                                .decode("Pieter", pieces, windows)
                                .entities())
                .isEmpty();
        for (AggregationStrategy pooled :
                List.of(AggregationStrategy.AVERAGE, AggregationStrategy.MAX)) {
            assertThat(new EntityDecoder(IOB2, pooled).decode("Pieter", pieces, windows).entities())
                    .extracting(Entity::text)
                    .containsExactly("Pieter");
        }
    }

    @Test
    void whereEachPieceSpeaksAnEntityEndsWithinAWord() {
        // 서울에서: the name, and the particle that is written on to it.
        Pieces pieces =
                new Pieces(
                        new int[3], new int[] {0, 1, 2}, new int[] {1, 2, 4}, new int[] {0, 0, 0});
        Matrix scores =
                Matrices.ofRows(new float[][] {{0, 0, 0, 6, 0}, {0, 0, 0, 0, 6}, {6, 0, 0, 0, 0}});

        assertThat(
                        new EntityDecoder(IOB2, AggregationStrategy.EACH_PIECE)
                                .decode(
                                        "서울에서",
                                        pieces,
                                        List.of(ScoredWindow.ofPieces(0, 3, scores)))
                                .entities())
                .extracting(Entity::text)
                .containsExactly("서울");
    }

    @Test
    void aLoneWordsScoreIsItsProbabilityAmongLegalLabels() {
        SyntheticText text = SyntheticText.ofWords("Paris");
        Matrix scores = Matrices.ofRows(new float[][] {{0, 0, 0, (float) Math.log(8), 3}});

        Entity paris =
                new EntityDecoder(IOB2, AggregationStrategy.FIRST_PIECE)
                        .decode(text.text(), text.pieces(), windows(text, scores))
                        .entities()
                        .get(0);

        // O and B-PER weigh 1 each, B-LOC 8; the I- labels cannot begin a text.
        assertThat(paris.score()).isCloseTo(0.8f, within(1e-6f));
    }

    @Test
    void aTextWithoutPiecesHasNoEntities() {
        SyntheticText nothing = SyntheticText.ofWords();

        assertThat(
                        new EntityDecoder(IOB2, AggregationStrategy.AVERAGE)
                                .decode("", nothing.pieces(), List.of())
                                .entities())
                .isEmpty();
    }

    @Test
    void scoresThatAreNoNumbersAreRefused() {
        SyntheticText text = SyntheticText.ofWords("Paris");
        Matrix scores = Matrices.ofRows(new float[][] {{0, Float.NaN, 0, 0, 0}});

        assertThatThrownBy(
                        () ->
                                new EntityDecoder(IOB2, AggregationStrategy.AVERAGE)
                                        .decode("Paris", text.pieces(), windows(text, scores)))
                .hasMessage("the model's scores must be finite numbers, found NaN");
        assertThatThrownBy(
                        () ->
                                new EntityDecoder(
                                                LabelSet.of(List.of("O", "P")),
                                                AggregationStrategy.AVERAGE)
                                        .decode("Paris", text.pieces(), windows(text, scores)))
                .hasMessage("a window must have one score for each of 2 labels, found 5");
    }

    @Test
    void everyLengthFromOnePieceTo3000IsLabelledWhereContextIsGreatest() {
        Random random = RandomSeed.random();
        SyntheticText whole = SyntheticText.random(random, 3000);
        int[] planted = plant(random, whole.pieces());
        EntityDecoder decoder = new EntityDecoder(IOB2, AggregationStrategy.AVERAGE);
        for (int length = 1; length <= 3000; length++) {
            SyntheticText text = whole.first(length);
            List<ScoredWindow> windows = new ArrayList<>();
            List<Window> ranges = Windows.over(length, 126, 64);
            Window[] chosenFor = chosenFor(text.pieces(), ranges);
            for (Window range : ranges) {
                Matrix scores = wrongAtTheEdges(text.pieces(), range, chosenFor, planted);
                windows.add(new ScoredWindow(range.from(), range.to(), 1, scores));
            }

            List<Entity> found = decoder.decode(text.text(), text.pieces(), windows).entities();

            assertThat(found)
                    .extracting(Entity::start)
                    .as("%s pieces", length)
                    .containsExactlyElementsOf(starts(text.pieces(), planted));
        }
    }

    @Test
    void anEntitysTextIsTheTextBetweenItsOffsetsWhateverTheScores() {
        Random random = RandomSeed.random();
        for (int input = 0; input < SyntheticText.randomInputs(); input++) {
            LabelSet labels = LabelSet.of(List.of(SCHEMES[input % SCHEMES.length].split(",")));
            SyntheticText text = SyntheticText.random(random, random.nextInt(24));
            List<ScoredWindow> windows = new ArrayList<>();
            for (Window range :
                    Windows.over(
                            text.pieces().size(), 2 + random.nextInt(12), 1 + random.nextInt(4))) {
                float[] scores = new float[range.length() * labels.size()];
                for (int i = 0; i < scores.length; i++) {
                    scores[i] = 6 * random.nextFloat();
                }
                windows.add(
                        ScoredWindow.ofPieces(
                                range.from(),
                                range.to(),
                                new Matrix(range.length(), labels.size(), scores)));
            }
            AggregationStrategy aggregation = AGGREGATIONS.get(random.nextInt(AGGREGATIONS.size()));

            List<Entity> found =
                    new EntityDecoder(labels, aggregation)
                            .decode(text.text(), text.pieces(), windows)
                            .entities();

            int before = 0;
            for (Entity entity : found) {
                assertThat(entity.text())
                        .isNotEmpty()
                        .isEqualTo(text.text().substring(entity.start(), entity.end()));
                assertThat(entity.start()).isGreaterThanOrEqualTo(before);
                assertThat(entity.score()).isBetween(0f, 1f);
                before = entity.end();
            }
        }
    }

    /** Rows of two special tokens around the pieces; wrong where another window is better. */
    private static Matrix wrongAtTheEdges(
            Pieces pieces, Window range, Window[] chosenFor, int[] planted) {
        float[][] rows = new float[range.length() + 2][5];
        for (int piece = range.from(); piece < range.to(); piece++) {
            int right = planted[pieces.word(piece)];
            boolean chosen = range.equals(chosenFor[pieces.word(piece)]);
            rows[piece - range.from() + 1][chosen ? right : (right + 1) % 5] = 9;
        }
        return Matrices.ofRows(rows);
    }

    /** For each word the range that holds all of it with most context on its poorer side. */
    private static Window[] chosenFor(Pieces pieces, List<Window> ranges) {
        Window[] chosenFor = new Window[pieces.word(pieces.size() - 1) + 1];
        int first = 0;
        for (int after = 1; after <= pieces.size(); after++) {
            if (after < pieces.size() && pieces.word(after) == pieces.word(first)) {
                continue;
            }
            double best = -1;
            for (Window range : ranges) {
                double context =
                        Math.min(first - range.from(), range.to() - after) + 0.01 * range.length();
                if (range.from() <= first && after <= range.to() && context > best) {
                    best = context;
                    chosenFor[pieces.word(first)] = range;
                }
            }
            first = after;
        }
        return chosenFor;
    }

    private static int[] plant(Random random, Pieces pieces) {
        int[] labels = new int[pieces.word(pieces.size() - 1) + 1];
        for (int word = 0; word < labels.length; word++) {
            boolean goesOn = word > 0 && labels[word - 1] > 0 && random.nextBoolean();
            labels[word] =
                    goesOn
                            ? (labels[word - 1] + 1) / 2 * 2
                            : new int[] {0, 0, 1, 3}[random.nextInt(4)];
        }
        return labels;
    }

    private static List<Integer> starts(Pieces pieces, int[] planted) {
        List<Integer> starts = new ArrayList<>();
        for (int piece = 0; piece < pieces.size(); piece++) {
            boolean first = piece == 0 || pieces.word(piece) != pieces.word(piece - 1);
            if (first && planted[pieces.word(piece)] % 2 == 1) {
                starts.add(pieces.start(piece));
            }
        }
        return starts;
    }

    private static List<Entity> decode(LabelSet labels, SyntheticText text, int... best) {
        float[][] rows = new float[best.length][labels.size()];
        for (int word = 0; word < best.length; word++) {
            rows[word][best[word]] = 8;
        }
        return new EntityDecoder(labels, AggregationStrategy.FIRST_PIECE)
                .decode(text.text(), text.pieces(), windows(text, Matrices.ofRows(rows)))
                .entities();
    }

    private static List<ScoredWindow> windows(SyntheticText text, Matrix scores) {
        return List.of(ScoredWindow.ofPieces(0, text.pieces().size(), scores));
    }
}
