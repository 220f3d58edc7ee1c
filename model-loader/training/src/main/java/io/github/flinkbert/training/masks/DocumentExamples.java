package io.github.flinkbert.training.masks;

import io.github.flinkbert.text.Pieces;
import io.github.flinkbert.text.Sequence;
import io.github.flinkbert.text.Tokenizer;
import io.github.flinkbert.training.data.TrainingDataException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.flink.annotation.Experimental;

/**
 * Documents as pairs of segments to learn masked words and next sentences from.
 *
 * @param maxPositions the longest sequence that the encoder takes
 * @param shortShare of the documents whose pairs are shorter than that; 0.1 in Google's release
 * @param dupeFactor how many times each document is cut into pairs, each time anew
 * @param seed of all that is drawn
 */
@Experimental
public record DocumentExamples(
        Tokenizer tokenizer, int maxPositions, double shortShare, int dupeFactor, long seed) {

    private static final int LEAST_PIECES = 2;

    public DocumentExamples {
        if (!(shortShare >= 0 && shortShare <= 1) || dupeFactor < 1) {
            throw new IllegalArgumentException(
                    ("short sequences must be a share from 0 to 1 and the dupe factor at least 1,"
                                    + " found %s and %d")
                            .formatted(shortShare, dupeFactor));
        }
        if (maxPositions < Sequence.length(0, LEAST_PIECES)) {
            throw new TrainingDataException(
                    "a pair of segments needs at least %d tokens, found %d as the most that are read"
                            .formatted(Sequence.length(0, LEAST_PIECES), maxPositions));
        }
    }

    /**
     * Whether next sentences can be learnt from documents of so many lines.
     *
     * @throws TrainingDataException if not
     */
    public static <L> void require(List<List<L>> documents) {
        if (documents.size() < 2) {
            throw new TrainingDataException(
                    ("next sentences are told from lines of other documents: expected at least two"
                                    + " documents with a blank line between them, found %d")
                            .formatted(documents.size()));
        }
        if (documents.stream().noneMatch(lines -> lines.size() > 1)) {
            throw new TrainingDataException(
                    ("a next sentence is the next line of the same document: expected documents of"
                                    + " two or more lines, found %d of one line each")
                            .formatted(documents.size()));
        }
    }

    /**
     * The examples of all documents, in their order; lines without words are left out.
     *
     * @param documents their lines
     * @throws TrainingDataException if there are not both, pairs that go on and pairs that do not
     */
    public List<PlainPair> of(List<List<String>> documents) {
        List<List<Pieces>> cut = new ArrayList<>();
        for (List<String> document : documents) {
            List<Pieces> lines =
                    document.stream()
                            .map(tokenizer::tokenize)
                            .filter(line -> line.size() > 0)
                            .toList();
            if (!lines.isEmpty()) {
                cut.add(lines);
            }
        }
        require(cut);
        DocumentPairs pairs =
                new DocumentPairs(
                        tokenizer.vocabulary(),
                        cut.stream().map(PlainDocument::new).toList(),
                        new Random(seed),
                        maxPositions,
                        shortShare);
        List<PlainPair> examples = new ArrayList<>();
        for (int time = 0; time < dupeFactor; time++) {
            for (int document = 0; document < cut.size(); document++) {
                examples.addAll(pairs.of(document));
            }
        }
        requireBoth(examples);
        return examples;
    }

    private void requireBoth(List<PlainPair> examples) {
        long next = examples.stream().filter(PlainPair::isNext).count();
        if (next == 0) {
            throw new TrainingDataException(
                    ("none of %d pairs goes on with the next line: expected more lines, or shorter"
                                    + " ones, of which two fit into %d tokens")
                            .formatted(examples.size(), maxPositions));
        }
        if (next == examples.size()) {
            throw new TrainingDataException(
                    ("all of %d pairs go on with the next line, and none with another document:"
                                    + " expected more documents")
                            .formatted(examples.size()));
        }
    }
}
