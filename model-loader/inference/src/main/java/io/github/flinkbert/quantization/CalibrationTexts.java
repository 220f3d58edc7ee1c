package io.github.flinkbert.quantization;

import io.github.flinkbert.location.FileDigests;
import io.github.flinkbert.text.Pieces;
import io.github.flinkbert.text.Sequence;
import io.github.flinkbert.text.SequenceLayout;
import io.github.flinkbert.text.Tokenizer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.annotation.Internal;

/**
 * The texts on which ranges are found: a line each; a tab parts a question from its passage; lines
 * that begin with {@code #} are none.
 *
 * <p>Those that ship were written for this project: news, reviews, commands, questions, law,
 * medicine, code and small talk, in English, Korean and eleven other languages.
 */
@Internal
public final class CalibrationTexts {

    private static final String SHIPPED = "calibration.txt";
    private static final String FOR_JUDGING = "judging.txt";

    /** Pieces of a text that are used at most, so that one long text is not most of the tokens. */
    private static final int MOST_PIECES = 126;

    /** Share of pieces that the vocabulary may not know. */
    private static final double UNKNOWN = 0.25;

    /** English has 0.25, Korean in a vocabulary made for it 0.7; a foreign script has 1 or more. */
    private static final double PIECES_A_LETTER = 0.8;

    /** Pieces of which nothing can be told. */
    private static final int SHORT = 8;

    private final List<String> lines;
    private final String digest;

    private CalibrationTexts(String content) {
        lines = content.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
        digest = FileDigests.ofText(String.join("\n", lines));
    }

    /** The texts that ship. */
    public static CalibrationTexts shipped() {
        return of(resource(SHIPPED));
    }

    /** Others that ship, for measuring: no model was calibrated on them. */
    public static List<String> forEvaluation() {
        return of(resource(FOR_JUDGING)).lines;
    }

    private static String resource(String name) {
        try (InputStream in = CalibrationTexts.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(
                        "texts are missing: expected %s beside %s"
                                .formatted(name, CalibrationTexts.class.getName()));
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(name + " cannot be read", e);
        }
    }

    /**
     * Other texts.
     *
     * @throws IllegalArgumentException if there are none
     */
    public static CalibrationTexts of(String content) {
        CalibrationTexts texts = new CalibrationTexts(content);
        if (texts.lines.isEmpty()) {
            throw new IllegalArgumentException(
                    "calibration needs at least one text: expected a line each, found none");
        }
        return texts;
    }

    /** How many texts there are. */
    public int count() {
        return lines.size();
    }

    /** SHA-256 of the texts, in lower-case hexadecimal. */
    public String digest() {
        return digest;
    }

    /**
     * The texts as the encoder reads them, those left out that its vocabulary is not made for. All,
     * if it is made for none of them.
     *
     * @param maxPositions the longest sequence; what is longer is cut
     */
    public List<Sequence> sequences(Tokenizer tokenizer, int maxPositions) {
        List<Sequence> read = sequences(tokenizer, maxPositions, false);
        return read.isEmpty() ? sequences(tokenizer, maxPositions, true) : read;
    }

    /**
     * The same, of which as many are left out, evenly over the file, as are above a number of
     * tokens.
     *
     * @param mostTokens see {@link Calibration#mostTokens}
     */
    public List<Sequence> sequences(Tokenizer tokenizer, int maxPositions, long mostTokens) {
        List<Sequence> all = sequences(tokenizer, maxPositions);
        long tokens = tokens(all);
        if (tokens <= mostTokens) {
            return all;
        }
        List<Sequence> taken = new ArrayList<>();
        long seen = 0;
        long used = 0;
        for (Sequence each : all) {
            seen += each.length();
            // Share of what was seen so far; the first is taken whatever its length.
            if (taken.isEmpty() || (used + each.length()) * tokens <= seen * mostTokens) {
                taken.add(each);
                used += each.length();
            }
        }
        return taken;
    }

    /** Tokens of sequences, special ones included. */
    public static long tokens(List<Sequence> sequences) {
        return sequences.stream().mapToLong(Sequence::length).sum();
    }

    private List<Sequence> sequences(Tokenizer tokenizer, int maxPositions, boolean all) {
        List<Sequence> sequences = new ArrayList<>();
        SequenceLayout layout = tokenizer.vocabulary().layout();
        int room = Math.min(MOST_PIECES, maxPositions - layout.length(0));
        for (String line : lines) {
            String[] parts = line.split("\t", 2);
            Pieces first = tokenizer.tokenize(parts[0]);
            if (!all && !isRead(parts[0], first, tokenizer)) {
                continue;
            }
            int firstPieces = Math.min(first.size(), room);
            int secondRoom = maxPositions - layout.length(firstPieces, 0);
            if (parts.length == 1 || secondRoom < 1) {
                sequences.add(Sequence.single(tokenizer.vocabulary(), first, 0, firstPieces));
            } else {
                Pieces second = tokenizer.tokenize(parts[1]);
                int secondPieces = Math.min(second.size(), Math.min(MOST_PIECES, secondRoom));
                sequences.add(
                        Sequence.pair(
                                tokenizer.vocabulary(),
                                first,
                                0,
                                firstPieces,
                                second,
                                0,
                                secondPieces));
            }
        }
        return sequences;
    }

    /**
     * Whether a vocabulary is made for a text: what it cuts into single letters or does not know
     * reaches values that no text for this model does, and would widen the ranges of all.
     */
    private static boolean isRead(String text, Pieces pieces, Tokenizer tokenizer) {
        int unknown = 0;
        for (int i = 0; i < pieces.size(); i++) {
            if (pieces.id(i) == tokenizer.vocabulary().unknownId()) {
                unknown++;
            }
        }
        long ideographs = text.codePoints().filter(Character::isIdeographic).count();
        long others =
                text.codePoints()
                        .filter(c -> Character.isLetterOrDigit(c) && !Character.isIdeographic(c))
                        .count();
        return unknown <= UNKNOWN * pieces.size()
                && pieces.size() - ideographs <= Math.max(SHORT, PIECES_A_LETTER * others);
    }
}
