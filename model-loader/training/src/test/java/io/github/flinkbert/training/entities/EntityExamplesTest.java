package io.github.flinkbert.training.entities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flinkbert.checkpoint.AggregationStrategy;
import io.github.flinkbert.checkpoint.MiniatureCheckpoint;
import io.github.flinkbert.tensor.Matrix;
import io.github.flinkbert.text.Casing;
import io.github.flinkbert.text.Sequence;
import io.github.flinkbert.text.Tokenizer;
import io.github.flinkbert.text.Vocabulary;
import io.github.flinkbert.text.WordPieceTokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class EntityExamplesTest {

    private static final int O = 1;
    private static final int B_LOC = 2;
    private static final int I_LOC = 4;
    private static final int B_PER = 8;
    private static final int I_PER = 16;
    private static final Set<String> ALL = Set.of("PER", "LOC");
    private static final EntityLabels LABELS = new EntityLabels(ALL);
    private static final Tokenizer TOKENIZER =
            new WordPieceTokenizer(
                    Vocabulary.of(MiniatureCheckpoint.smallVocabulary()), Casing.CASED);

    @Test
    void labelsAreAlphabeticalPairsAfterOutside() {
        assertThat(LABELS.names()).containsExactly("O", "B-LOC", "I-LOC", "B-PER", "I-PER");
        assertThatThrownBy(() -> new EntityLabels(List.of()))
                .hasMessage("the data has no entity in it; expected tags such as B-PER beside O");
    }

    @Test
    void firstPiecesBearTheirWordsLabelsAndOthersNone() {
        // Up to [CLS] and [SEP]: the | A ##n ##n | was | in | K ##9
        assertThat(
                        allowed(
                                "the Ann was in K9",
                                "O B-PER O O B-LOC",
                                ALL,
                                AggregationStrategy.FIRST_PIECE))
                .containsExactly(0L, O, B_PER, 0, 0, O, O, B_LOC, 0, 0);
    }

    @Test
    void aTokenOfSeveralWordsGoesOnWithItsEntity() {
        assertThat(allowed("U.S. (x)", "B-LOC O", ALL, AggregationStrategy.FIRST_PIECE))
                .containsExactly(0L, B_LOC, I_LOC, I_LOC, I_LOC, O, O, O, 0);
    }

    @Test
    void anySchemeIsLearntAsIob2() {
        long[] iob2 =
                allowed("A B C D", "B-PER I-PER B-PER B-LOC", ALL, AggregationStrategy.FIRST_PIECE);
        assertThat(
                        allowed(
                                "A B C D",
                                "I-PER I-PER B-PER I-LOC",
                                ALL,
                                AggregationStrategy.FIRST_PIECE))
                .containsExactly(iob2);
        assertThat(
                        allowed(
                                "A B C D",
                                "B-PER E-PER S-PER S-LOC",
                                ALL,
                                AggregationStrategy.FIRST_PIECE))
                .containsExactly(iob2);
    }

    @Test
    void outsideInAPartialFileSaysNothingOfTypesThatItDoesNotKnow() {
        assertThat(allowed("A to B", "B-PER O O", Set.of("PER"), AggregationStrategy.FIRST_PIECE))
                .containsExactly(0L, B_PER, O | B_LOC | I_LOC, O | B_LOC | I_LOC, 0);
    }

    @Test
    void eachPieceCanSpeakForItself() {
        TaggedSentence characters =
                new TaggedSentence(
                        List.of("A", "n", "n", "i", "n", "g"),
                        List.of("B-PER", "I-PER", "I-PER", "O", "O", "O"),
                        "",
                        0);

        // A ##n ##n ##ing
        assertThat(allowed(characters, ALL, AggregationStrategy.EACH_PIECE))
                .containsExactly(0L, B_PER, I_PER, I_PER, O, 0);
        assertThat(allowed(characters, ALL, AggregationStrategy.FIRST_PIECE))
                .containsExactly(0L, B_PER, 0, 0, 0, 0);
    }

    @Test
    void anEntityThatBeginsWithinAPieceBeginsAtTheNext() {
        TaggedSentence characters =
                new TaggedSentence(
                        List.of("o", "f", " ", "A", "n"),
                        List.of("O", "B-PER", "I-PER", "I-PER", "I-PER"),
                        "",
                        0);

        // of | A ##n
        assertThat(allowed(characters, ALL, AggregationStrategy.EACH_PIECE))
                .containsExactly(0L, O, B_PER, I_PER, 0);
    }

    @Test
    void charactersThatTheTokenizerDropsChangeNoExample() {
        TaggedSentence plain = sentence("the Ann Bob in Rome", "O B-PER B-PER O B-LOC");
        TaggedSentence marked =
                sentence(
                        "\u200b the \u200eAnn \u200b \uFEFFBob \u0001 in\u00ad \u2060 \uFFFDRome",
                        "O O B-PER O B-PER B-LOC O B-LOC I-LOC");

        for (AggregationStrategy aggregation :
                List.of(AggregationStrategy.FIRST_PIECE, AggregationStrategy.EACH_PIECE)) {
            EntityExamples examples = new EntityExamples(TOKENIZER, LABELS, aggregation, 64);
            LabelledSequence with = examples.of(List.of(new EntitySentence(marked, ALL))).get(0);
            LabelledSequence without = examples.of(List.of(new EntitySentence(plain, ALL))).get(0);
            assertThat(with.sequence()).isEqualTo(without.sequence());
            assertThat(with.allowed()).containsExactly(without.allowed());
        }
    }

    @Test
    void anEntityIsNotJoinedToTheOneBeforeForATokenWithoutPieces() {
        assertThat(allowed("A \u200b B", "B-PER B-LOC I-LOC", ALL, AggregationStrategy.FIRST_PIECE))
                .containsExactly(0L, B_PER, B_LOC, 0);
    }

    @Test
    void developmentScoresAreThoseOfTheFileWithoutDroppedCharacters() {
        List<EntitySentence> marked =
                List.of(
                        new EntitySentence(
                                sentence(
                                        "\u200eAnn \u200fin \u200bRome \u200b",
                                        "B-PER O B-LOC B-PER"),
                                ALL));
        EntityExamples examples =
                new EntityExamples(TOKENIZER, LABELS, AggregationStrategy.FIRST_PIECE, 64);
        List<LabelledSequence> gold = examples.of(marked);

        assertThat(
                        new EntityDevelopment(examples, marked)
                                .score(sequences -> scores(sequences, gold)))
                .containsEntry("f1", 1.0);
    }

    @Test
    void inWindowsEachWordIsLearntOnce() {
        int words = 100;
        String text = String.join(" ", IntStream.range(0, words).mapToObj(i -> "the").toList());
        String tags = String.join(" ", IntStream.range(0, words).mapToObj(i -> "B-LOC").toList());

        List<LabelledSequence> windows =
                new EntityExamples(TOKENIZER, LABELS, AggregationStrategy.FIRST_PIECE, 34)
                        .of(List.of(new EntitySentence(sentence(text, tags), ALL)));

        assertThat(windows).hasSizeGreaterThan(3);
        assertThat(windows).allMatch(window -> window.sequence().length() <= 34);
        assertThat(
                        windows.stream()
                                .flatMapToLong(window -> LongStream.of(window.allowed()))
                                .filter(allowed -> allowed == B_LOC)
                                .count())
                .isEqualTo(words);
    }

    @Test
    void aModelThatSaysTheGoldLabelsScoresOne() {
        List<EntitySentence> sentences =
                List.of(
                        new EntitySentence(sentence("the Ann in U.S.", "O B-PER O B-LOC"), ALL),
                        new EntitySentence(sentence("Bonn is to", "B-PER O O"), Set.of("PER")));
        EntityExamples examples =
                new EntityExamples(TOKENIZER, LABELS, AggregationStrategy.FIRST_PIECE, 64);
        List<LabelledSequence> gold = examples.of(sentences);
        EntityDevelopment development = new EntityDevelopment(examples, sentences);

        var right = development.score(sequences -> scores(sequences, gold));
        // A place in the second sentence, whose file does not speak of places.
        gold.get(1).allowed()[5] = B_LOC;
        var unscored = development.score(sequences -> scores(sequences, gold));
        gold.get(0).allowed()[1] = B_PER;
        var wrong = development.score(sequences -> scores(sequences, gold));

        assertThat(development.metric()).isEqualTo("f1");
        assertThat(right).containsEntry("f1", 1.0);
        assertThat(unscored).containsEntry("f1", 1.0);
        assertThat(wrong.get("precision")).isEqualTo(0.75);
        assertThat(wrong).containsEntry("recall", 1.0);
    }

    /** Logits of a model that has learnt the examples by heart. */
    private static List<Matrix> scores(List<Sequence> sequences, List<LabelledSequence> gold) {
        List<Matrix> scores = new ArrayList<>();
        for (int i = 0; i < sequences.size(); i++) {
            assertThat(sequences.get(i)).isEqualTo(gold.get(i).sequence());
            int columns = LABELS.names().size();
            float[] values = new float[sequences.get(i).length() * columns];
            for (int token = 0; token < sequences.get(i).length(); token++) {
                long allowed = gold.get(i).allowed()[token];
                int label = allowed == 0 ? 0 : Long.numberOfTrailingZeros(allowed);
                values[token * columns + label] = 20;
            }
            scores.add(new Matrix(sequences.get(i).length(), columns, values));
        }
        return scores;
    }

    private static long[] allowed(
            String text, String tags, Set<String> types, AggregationStrategy aggregation) {
        return allowed(sentence(text, tags), types, aggregation);
    }

    private static long[] allowed(
            TaggedSentence sentence, Set<String> types, AggregationStrategy aggregation) {
        List<LabelledSequence> examples =
                new EntityExamples(TOKENIZER, LABELS, aggregation, 64)
                        .of(List.of(new EntitySentence(sentence, types)));
        assertThat(examples).hasSize(1);
        return examples.get(0).allowed();
    }

    private static TaggedSentence sentence(String text, String tags) {
        return new TaggedSentence(
                Arrays.asList(text.split(" ", -1)), Arrays.asList(tags.split(" ", -1)), " ", 0);
    }
}
