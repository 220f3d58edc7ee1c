package io.github.flinkbert.text;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.flink.annotation.Internal;

/**
 * A way of cutting a normalised text into words, as {@code pre_tokenizer} of a {@code
 * tokenizer.json} says it. Immutable. Its text says all that it depends on.
 *
 * <p>Source: {@code WhitespaceSplit} and {@code Metaspace} of Hugging Face's tokenizers.
 */
@Internal
public final class WordStep {

    /** Which words a mark for a space is put before, where they do not begin with one. */
    public enum SpaceBefore {
        ALWAYS,
        /** The one that the text begins with. */
        FIRST,
        NEVER
    }

    private final String description;
    private final UnaryOperator<List<AlignedText>> step;

    private WordStep(String description, UnaryOperator<List<AlignedText>> step) {
        this.description = description;
        this.step = step;
    }

    /** At white space, which is in no word. */
    public static WordStep atWhiteSpace() {
        return new WordStep("white space", WordStep::splitAtSpaces);
    }

    /**
     * Spaces become a mark, and each mark begins a word.
     *
     * @param mark a code point, such as U+2581
     * @param split whether marks begin words
     */
    public static WordStep metaspace(int mark, SpaceBefore spaceBefore, boolean split) {
        return new WordStep(
                "metaspace %x %s %s".formatted(mark, spaceBefore, split),
                words -> {
                    List<AlignedText> marked = new ArrayList<>();
                    for (AlignedText word : words) {
                        mark(word, mark, spaceBefore);
                        if (split) {
                            splitBefore(mark, word, marked);
                        } else if (word.size() > 0) {
                            marked.add(word);
                        }
                    }
                    return marked;
                });
    }

    private static void mark(AlignedText word, int mark, SpaceBefore spaceBefore) {
        word.map(codePoint -> codePoint == ' ' ? mark : codePoint);
        boolean put =
                switch (spaceBefore) {
                    case ALWAYS -> true;
                    case FIRST -> word.origin() == 0;
                    case NEVER -> false;
                };
        if (put && word.size() > 0 && word.codePoint(0) != mark) {
            word.prepend(new int[] {mark});
        }
    }

    private static void splitBefore(int mark, AlignedText word, List<AlignedText> into) {
        int from = 0;
        for (int at = 1; at <= word.size(); at++) {
            if (at == word.size() || word.codePoint(at) == mark) {
                into.add(word.slice(from, at));
                from = at;
            }
        }
    }

    private static List<AlignedText> splitAtSpaces(List<AlignedText> words) {
        List<AlignedText> split = new ArrayList<>();
        for (AlignedText word : words) {
            int from = 0;
            for (int at = 0; at <= word.size(); at++) {
                if (at == word.size() || ByteLevelWords.isSpace(word.codePoint(at))) {
                    if (at > from) {
                        split.add(word.slice(from, at));
                    }
                    from = at + 1;
                }
            }
        }
        return split;
    }

    List<AlignedText> apply(List<AlignedText> words) {
        return step.apply(words);
    }

    @Override
    public String toString() {
        return description;
    }
}
