package io.github.flinkbert.text;

import java.util.List;
import java.util.Optional;
import org.apache.flink.annotation.Internal;

/**
 * The tokens of a vocabulary that text never makes, and where sequences have them.
 *
 * @param unknown stands for what no piece can spell; empty where every text can be spelt
 * @param padding stands for no token; empty for id 0
 * @param mask stands for a masked word; empty where none is ever masked
 * @param before tokens before a text
 * @param between tokens between two texts
 * @param after tokens after a text, or after the second of two
 * @param segments whether the second of two texts, and what is after it, is of token type 1
 * @param pooled whether they take part where a text's tokens become one vector
 */
@Internal
public record SpecialTokens(
        Optional<String> unknown,
        Optional<String> padding,
        Optional<String> mask,
        List<String> before,
        List<String> between,
        List<String> after,
        boolean segments,
        boolean pooled) {

    /** BERT's: {@code [CLS] a [SEP]}, or {@code [CLS] a [SEP] b [SEP]}. */
    public static final SpecialTokens BERT =
            new SpecialTokens(
                    Optional.of("[UNK]"),
                    Optional.of("[PAD]"),
                    Optional.of("[MASK]"),
                    List.of("[CLS]"),
                    List.of("[SEP]"),
                    List.of("[SEP]"),
                    true);

    /** RoBERTa's: {@code <s> a </s>}, or {@code <s> a </s></s> b </s>}. */
    public static final SpecialTokens ROBERTA =
            new SpecialTokens(
                    Optional.of("<unk>"),
                    Optional.of("<pad>"),
                    Optional.of("<mask>"),
                    List.of("<s>"),
                    List.of("</s>", "</s>"),
                    List.of("</s>"),
                    false);

    /** ALBERT's: {@code [CLS] a [SEP]}, or {@code [CLS] a [SEP] b [SEP]}. */
    public static final SpecialTokens ALBERT =
            new SpecialTokens(
                    Optional.of("<unk>"),
                    Optional.of("<pad>"),
                    Optional.of("[MASK]"),
                    List.of("[CLS]"),
                    List.of("[SEP]"),
                    List.of("[SEP]"),
                    true);

    /** None at all: a sequence is its text's pieces. */
    public static final SpecialTokens NONE =
            new SpecialTokens(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    List.of(),
                    List.of(),
                    false);

    /** Those that take part where a text's tokens become one vector. */
    public SpecialTokens(
            Optional<String> unknown,
            Optional<String> padding,
            Optional<String> mask,
            List<String> before,
            List<String> between,
            List<String> after,
            boolean segments) {
        this(unknown, padding, mask, before, between, after, segments, true);
    }

    /** The same of a family whose sequences have no token types. */
    public SpecialTokens withoutSegments() {
        return new SpecialTokens(unknown, padding, mask, before, between, after, false, pooled);
    }

    /** The same of a family in whose vectors of texts only the texts' own tokens take part. */
    public SpecialTokens withoutPart() {
        return new SpecialTokens(unknown, padding, mask, before, between, after, segments, false);
    }

    public SpecialTokens {
        before = List.copyOf(before);
        between = List.copyOf(between);
        after = List.copyOf(after);
    }
}
