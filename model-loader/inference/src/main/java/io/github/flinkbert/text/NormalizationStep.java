package io.github.flinkbert.text;

import java.text.Normalizer;
import java.util.Base64;
import java.util.Locale;
import java.util.function.Consumer;
import org.apache.flink.annotation.Internal;

/**
 * Something that is done to a text before it is cut into words, as {@code normalizer} of a {@code
 * tokenizer.json} says it. Immutable. Its text says all that it depends on.
 *
 * <p>Source: the normalizers of Hugging Face's tokenizers.
 */
@Internal
public final class NormalizationStep {

    private final String description;
    private final Consumer<AlignedText> step;

    private NormalizationStep(String description, Consumer<AlignedText> step) {
        this.description = description;
        this.step = step;
    }

    /**
     * By SentencePiece's compiled rules.
     *
     * @throws IllegalArgumentException if these are none
     */
    public static NormalizationStep precompiled(byte[] charsMap) {
        CharsMap map = new CharsMap(charsMap);
        return new NormalizationStep(
                "precompiled " + Base64.getEncoder().encodeToString(charsMap), map::apply);
    }

    /** Into a normal form of Unicode. */
    public static NormalizationStep form(Normalizer.Form form) {
        return new NormalizationStep(form.name(), text -> UnicodeForms.apply(text, form));
    }

    /** Each code point by itself: no sigma is final. */
    public static NormalizationStep lowerCase() {
        return new NormalizationStep("lower case", NormalizationStep::lower);
    }

    /** All marks go. */
    public static NormalizationStep withoutMarks() {
        return new NormalizationStep(
                "without marks", text -> text.keep(codePoint -> !isMark(codePoint)));
    }

    public static NormalizationStep replace(String stretch, String content) {
        if (stretch.isEmpty()) {
            throw new IllegalArgumentException("what is replaced is empty");
        }
        int[] from = stretch.codePoints().toArray();
        int[] to = content.codePoints().toArray();
        return new NormalizationStep(
                "replace <%s> by <%s>".formatted(stretch, content), text -> text.replace(from, to));
    }

    /** Two spaces or more become something. */
    public static NormalizationStep replaceRunsOfSpaces(String content) {
        int[] to = content.codePoints().toArray();
        return new NormalizationStep(
                "replace runs of spaces by <%s>".formatted(content),
                text -> text.replaceSpaces(2, to));
    }

    /** White space at the beginning, at the end or at both goes. */
    public static NormalizationStep strip(boolean before, boolean after) {
        return new NormalizationStep(
                "strip %s %s".formatted(before, after), text -> text.strip(before, after));
    }

    /** Something is put before a text that is not empty. */
    public static NormalizationStep prepend(String content) {
        int[] put = content.codePoints().toArray();
        return new NormalizationStep("prepend <%s>".formatted(content), text -> text.prepend(put));
    }

    /** Control characters go, and some others become spaces. */
    public static NormalizationStep nmt() {
        return new NormalizationStep(
                "nmt",
                text -> {
                    text.keep(codePoint -> !isControl(codePoint));
                    text.map(codePoint -> isSpaceToNmt(codePoint) ? ' ' : codePoint);
                });
    }

    private static void lower(AlignedText text) {
        CodePointChanges changes = new CodePointChanges(text.size());
        for (int i = 0; i < text.size(); i++) {
            int codePoint = text.codePoint(i);
            if (codePoint < 0x80) {
                changes.add(Character.toLowerCase(codePoint), 0);
                continue;
            }
            String lower = Character.toString(codePoint).toLowerCase(Locale.ROOT);
            for (int at = 0; at < lower.length(); at = lower.offsetByCodePoints(at, 1)) {
                changes.add(lower.codePointAt(at), at == 0 ? 0 : 1);
            }
        }
        text.change(changes, 0);
    }

    private static boolean isMark(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK,
                    Character.COMBINING_SPACING_MARK,
                    Character.ENCLOSING_MARK ->
                    true;
            default -> false;
        };
    }

    private static boolean isControl(int codePoint) {
        return (codePoint >= 0x01 && codePoint <= 0x08)
                || codePoint == 0x0B
                || (codePoint >= 0x0E && codePoint <= 0x1F)
                || codePoint == 0x7F
                || codePoint == 0x8F
                || codePoint == 0x9F;
    }

    private static boolean isSpaceToNmt(int codePoint) {
        return switch (codePoint) {
            case 0x09, 0x0A, 0x0C, 0x0D, 0x1680, 0x2028, 0x2029, 0x2581, 0xFEFF, 0xFFFD -> true;
            default -> codePoint >= 0x200B && codePoint <= 0x200F;
        };
    }

    void apply(AlignedText text) {
        step.accept(text);
    }

    @Override
    public String toString() {
        return description;
    }
}
