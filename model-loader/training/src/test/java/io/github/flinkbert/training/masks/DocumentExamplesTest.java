package io.github.flinkbert.training.masks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.flinkbert.checkpoint.MiniatureCheckpoint;
import io.github.flinkbert.testing.RandomSeed;
import io.github.flinkbert.text.Casing;
import io.github.flinkbert.text.Sequence;
import io.github.flinkbert.text.Tokenizer;
import io.github.flinkbert.text.Vocabulary;
import io.github.flinkbert.text.WordPieceTokenizer;
import io.github.flinkbert.training.data.TrainingDataException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The pairs against the rules of Google's {@code create_pretraining_data.py}, read off their
 * tokens: each token of the documents is there once, so that its id says where it stood.
 */
class DocumentExamplesTest {

    private static final List<String> SPECIAL =
            List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]");

    private final List<List<String>> documents = new ArrayList<>();
    private final List<String> pieces = new ArrayList<>(SPECIAL);

    /** By a token's id. */
    private final List<Integer> documentOf = new ArrayList<>(List.of(-1, -1, -1, -1, -1));

    private final List<Integer> lineOf = new ArrayList<>(List.of(-1, -1, -1, -1, -1));

    private void document(int... lineLengths) {
        List<String> lines = new ArrayList<>();
        for (int length : lineLengths) {
            List<String> line = new ArrayList<>();
            for (int i = 0; i < length; i++) {
                line.add("w" + pieces.size());
                pieces.add("w" + pieces.size());
                documentOf.add(documents.size());
                lineOf.add(lines.size());
            }
            lines.add(String.join(" ", line));
        }
        documents.add(lines);
    }

    private void documents(int count, int lines, int length) {
        for (int i = 0; i < count; i++) {
            document(IntStream.generate(() -> length).limit(lines).toArray());
        }
    }

    private void documentsOfAnyLengths(int count) {
        Random random = RandomSeed.random(8);
        for (int i = 0; i < count; i++) {
            document(random.ints(1 + random.nextInt(40), 1, 14).toArray());
        }
    }

    private List<PlainPair> pairs(int positions, double shortShare, int dupeFactor, long seed) {
        Tokenizer tokenizer = new WordPieceTokenizer(Vocabulary.of(pieces), Casing.CASED);
        return new DocumentExamples(tokenizer, positions, shortShare, dupeFactor, seed)
                .of(documents);
    }

    private static List<Integer> first(PlainPair pair) {
        return ids(pair.sequence(), 1, pair.sequence().secondSegmentAt() - 1);
    }

    private static List<Integer> second(PlainPair pair) {
        Sequence sequence = pair.sequence();
        return ids(sequence, sequence.secondSegmentAt(), sequence.length() - 1);
    }

    private static List<Integer> ids(Sequence sequence, int from, int to) {
        return IntStream.range(from, to).mapToObj(sequence::id).toList();
    }

    private static int last(List<Integer> run) {
        return run.get(run.size() - 1);
    }

    /** One after the other in one document. */
    private void requireRun(List<Integer> run) {
        assertThat(run).isNotEmpty();
        for (int i = 1; i < run.size(); i++) {
            assertThat(run.get(i)).isEqualTo(run.get(i - 1) + 1);
            assertThat(documentOf.get(run.get(i))).isEqualTo(documentOf.get(run.get(0)));
        }
    }

    private boolean beginsALine(int id) {
        return !documentOf.get(id - 1).equals(documentOf.get(id))
                || !lineOf.get(id - 1).equals(lineOf.get(id));
    }

    private boolean endsALine(int id) {
        return id + 1 == pieces.size() || beginsALine(id + 1);
    }

    @Test
    void bothSegmentsAreRunsOfADocumentAndTheSecondIsWhatFollowsOrOfAnother() {
        documentsOfAnyLengths(120);
        int whole = 0;
        for (PlainPair pair : pairs(64, 0.1, 1, 3)) {
            List<Integer> first = first(pair);
            List<Integer> second = second(pair);
            requireRun(first);
            requireRun(second);
            assertThat(pair.isNext())
                    .isEqualTo(documentOf.get(first.get(0)).equals(documentOf.get(second.get(0))));
            assertThat(pair.sequence().length()).isLessThanOrEqualTo(64);
            if (pair.sequence().length() < 64) { // nothing was cut off
                whole++;
                assertThat(beginsALine(first.get(0))).isTrue();
                assertThat(endsALine(last(first))).isTrue();
                assertThat(beginsALine(second.get(0))).isTrue();
                assertThat(endsALine(last(second))).isTrue();
                if (pair.isNext()) {
                    assertThat(second.get(0)).isEqualTo(last(first) + 1);
                }
            }
        }
        assertThat(whole).isGreaterThan(100);
    }

    @Test
    void theFirstSegmentIsOfTypeZeroAndTheSecondOfTypeOneEachWithItsSeparator() {
        documentsOfAnyLengths(20);
        for (PlainPair pair : pairs(64, 0.1, 1, 3)) {
            Sequence sequence = pair.sequence();
            int a = first(pair).size();
            int b = second(pair).size();
            assertThat(sequence.length()).isEqualTo(a + b + 3);
            assertThat(pieces.get(sequence.id(0))).isEqualTo("[CLS]");
            assertThat(pieces.get(sequence.id(a + 1))).isEqualTo("[SEP]");
            assertThat(pieces.get(sequence.id(a + b + 2))).isEqualTo("[SEP]");
            for (int token = 0; token < sequence.length(); token++) {
                boolean special = token == 0 || token == a + 1 || token == a + b + 2;
                assertThat(sequence.segment(token)).isEqualTo(token < a + 2 ? 0 : 1);
                assertThat(SPECIAL.contains(pieces.get(sequence.id(token)))).isEqualTo(special);
                assertThat(pair.plain().words()[token] < 0).isEqualTo(special);
            }
        }
    }

    @Test
    void whatARandomSegmentReplacedIsUsedForTheNextPair() {
        documents(30, 50, 5); // 12 lines fill 60 pieces: nothing is cut off
        List<List<Integer>> read = new ArrayList<>();
        documents.forEach(document -> read.add(new ArrayList<>()));
        for (PlainPair pair : pairs(63, 0, 1, 3)) {
            List<Integer> of = read.get(documentOf.get(first(pair).get(0)));
            of.addAll(first(pair));
            if (pair.isNext()) {
                of.addAll(second(pair));
            }
        }
        for (int document = 0; document < read.size(); document++) {
            int from = SPECIAL.size() + document * 250;
            assertThat(read.get(document))
                    .isEqualTo(IntStream.range(from, from + 250).boxed().toList());
        }
    }

    @Test
    void halfOfTheSecondSegmentsAreOfAnotherDocument() {
        documents(100, 60, 5);
        List<PlainPair> pairs = pairs(63, 0, 4, 3);
        double random = pairs.stream().filter(pair -> !pair.isNext()).count();
        // The last line of a document is often alone.
        assertThat(random / pairs.size()).isCloseTo(0.5, within(0.08));
        assertThat(
                        pairs.stream()
                                .filter(pair -> !pair.isNext())
                                .map(pair -> documentOf.get(second(pair).get(0)))
                                .distinct())
                .hasSize(100);
    }

    @Test
    void aDocumentOfOneLineIsAlwaysFollowedByAnother() {
        documents(20, 1, 9);
        documents(20, 12, 5);
        List<PlainPair> pairs = pairs(64, 0.1, 3, 3);
        assertThat(pairs)
                .filteredOn(pair -> documentOf.get(first(pair).get(0)) < 20)
                .hasSize(60)
                .noneMatch(PlainPair::isNext);
    }

    @Test
    void theLongerSegmentLosesPiecesAtItsFrontAndAtItsBack() {
        documents(200, 1, 100);
        documents(2, 12, 5);
        List<Integer> fronts = new ArrayList<>();
        for (PlainPair pair : pairs(64, 0, 1, 3)) {
            int document = documentOf.get(first(pair).get(0));
            boolean longOnes = document < 200 && documentOf.get(second(pair).get(0)) < 200;
            if (longOnes) {
                assertThat(pair.sequence().length()).isEqualTo(64);
                assertThat(Math.abs(first(pair).size() - second(pair).size())).isOne();
                fronts.add(first(pair).get(0) - SPECIAL.size() - document * 100);
            }
        }
        assertThat(fronts).hasSizeGreaterThan(150).allMatch(front -> front > 10 && front < 60);
        assertThat(fronts.stream().mapToInt(Integer::intValue).average().orElseThrow())
                .isCloseTo(34.75, within(2.0)); // half of the 69 or 70 that are lost
    }

    @Test
    void aTenthOfTheDocumentsHasShorterSequences() {
        documents(400, 36, 5);
        // Of 59 lengths five make full sequences of these lines, and four have no next line.
        assertThat(shareOfShort(0)).isZero();
        assertThat(shareOfShort(0.1)).isBetween(0.05, 0.12);
        assertThat(shareOfShort(1)).isBetween(0.65, 0.95);
    }

    /** Of the documents, those that have a pair with a next line which could have been longer. */
    private double shareOfShort(double asked) {
        boolean[] found = new boolean[documents.size()];
        for (PlainPair pair : pairs(63, asked, 1, 3)) {
            int from = first(pair).get(0);
            int left = 36 * 5 - (from - SPECIAL.size()) % (36 * 5);
            found[documentOf.get(from)] |=
                    pair.isNext() && pair.sequence().length() < 63 && left >= 60;
        }
        double count = 0;
        for (boolean each : found) {
            count += each ? 1 : 0;
        }
        return count / found.length;
    }

    @Test
    void theSeedSaysItAllAndEachTimeIsCutAnew() {
        documentsOfAnyLengths(30);
        List<Sequence> once = pairs(64, 0.1, 1, 3).stream().map(PlainPair::sequence).toList();
        assertThat(pairs(64, 0.1, 1, 3)).extracting(PlainPair::sequence).isEqualTo(once);
        assertThat(pairs(64, 0.1, 1, 4)).extracting(PlainPair::sequence).isNotEqualTo(once);
        List<Sequence> thrice = pairs(64, 0.1, 3, 3).stream().map(PlainPair::sequence).toList();
        assertThat(thrice.subList(0, once.size())).isEqualTo(once);
        assertThat(thrice.size()).isGreaterThan(2 * once.size());
        assertThat(thrice.stream().distinct().count()).isGreaterThan(2L * once.size());
    }

    @Test
    void piecesOfAWordAndNoOthersShareIt() {
        Vocabulary vocabulary = Vocabulary.of(MiniatureCheckpoint.smallVocabulary());
        Tokenizer tokenizer = new WordPieceTokenizer(vocabulary, Casing.CASED);
        List<PlainPair> pairs =
                new DocumentExamples(tokenizer, 64, 0, 6, 3)
                        .of(List.of(List.of("cat the", "the dog", "A"), List.of("cow", "pig is")));
        for (PlainPair pair : pairs) {
            int[] words = pair.plain().words();
            for (int token = 1; token < words.length; token++) {
                boolean goesOn = vocabulary.piece(pair.sequence().id(token)).startsWith("##");
                assertThat(words[token] >= 0 && words[token] == words[token - 1]).isEqualTo(goesOn);
            }
            assertThat(Arrays.stream(words).filter(word -> word >= 0).distinct().count())
                    .isEqualTo(
                            IntStream.range(0, words.length)
                                    .filter(token -> words[token] >= 0)
                                    .mapToObj(t -> vocabulary.piece(pair.sequence().id(t)))
                                    .filter(piece -> !piece.startsWith("##"))
                                    .count());
        }
    }

    @Test
    void masksAreDrawnOfBothSegmentsAndTheLabelStays() {
        documents(30, 50, 5);
        MaskObjective masks = new MaskObjective(0.15, false);
        int inFirst = 0;
        int inSecond = 0;
        for (PlainPair pair : pairs(63, 0, 1, 3)) {
            MaskedPair drawn =
                    new PretrainingObjective(masks).drawn(pair, Vocabulary.of(pieces), 7);
            assertThat(drawn.isNext()).isEqualTo(pair.isNext());
            assertThat(drawn.sequence().secondSegmentAt())
                    .isEqualTo(pair.sequence().secondSegmentAt());
            assertThat(drawn.masked().places())
                    .hasSize((int) Math.round(0.15 * pair.sequence().length()));
            for (int place : drawn.masked().places()) {
                inFirst += pair.sequence().segment(place) == 0 ? 1 : 0;
                inSecond += pair.sequence().segment(place);
            }
        }
        assertThat(inFirst).isPositive();
        assertThat(inSecond).isPositive();
    }

    @Test
    void whatTeachesNoNextSentenceIsRefused() {
        document(5, 5);
        assertThatThrownBy(() -> pairs(64, 0.1, 1, 3))
                .isInstanceOf(TrainingDataException.class)
                .hasMessageContaining("expected at least two documents")
                .hasMessageContaining("found 1");
        documents.clear();
        documents(3, 1, 5);
        assertThatThrownBy(() -> pairs(64, 0.1, 1, 3))
                .isInstanceOf(TrainingDataException.class)
                .hasMessageContaining("found 3 of one line each");
        documents.clear();
        documents(3, 4, 100);
        assertThatThrownBy(() -> pairs(64, 0, 1, 3))
                .isInstanceOf(TrainingDataException.class)
                .hasMessage(
                        "none of 12 pairs goes on with the next line: expected more lines, or"
                                + " shorter ones, of which two fit into 64 tokens");
    }

    @Test
    void linesWithoutWordsAreNoLines() {
        document(5, 5);
        documents.add(List.of(" \u200e ", "\u200e"));
        assertThatThrownBy(() -> pairs(64, 0.1, 1, 3))
                .isInstanceOf(TrainingDataException.class)
                .hasMessageContaining("found 1");
    }
}
