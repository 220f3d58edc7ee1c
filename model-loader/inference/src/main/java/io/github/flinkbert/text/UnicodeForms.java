package io.github.flinkbert.text;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/**
 * Unicode's normal forms of a text, with what becomes of each code point.
 *
 * <p>Source: UAX #15, and {@code unicode-normalization-alignments} for the changes, on which ranges
 * depend: a code point that is taken apart gives its place to the first part; one that joins
 * another takes its place too.
 */
final class UnicodeForms {

    /** The one code point of the highest combining class. */
    private static final int HIGHEST = 0x345;

    private UnicodeForms() {}

    static void apply(AlignedText text, Normalizer.Form form) {
        if (isPlain(text)) {
            return;
        }
        boolean compatible = form == Normalizer.Form.NFKC || form == Normalizer.Form.NFKD;
        boolean composed = form == Normalizer.Form.NFC || form == Normalizer.Form.NFKC;
        CodePointChanges apart =
                decomposed(text, compatible ? Normalizer.Form.NFKD : Normalizer.Form.NFD);
        order(apart);
        text.change(composed ? new Composition(apart).changes() : apart, 0);
    }

    private static boolean isPlain(AlignedText text) {
        for (int i = 0; i < text.size(); i++) {
            if (text.codePoint(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static CodePointChanges decomposed(AlignedText text, Normalizer.Form form) {
        CodePointChanges apart = new CodePointChanges(text.size() + 16);
        for (int i = 0; i < text.size(); i++) {
            int codePoint = text.codePoint(i);
            if (codePoint < 0x80) {
                apart.add(codePoint, 0);
                continue;
            }
            String parts = Normalizer.normalize(Character.toString(codePoint), form);
            for (int at = 0; at < parts.length(); at = parts.offsetByCodePoints(at, 1)) {
                apart.add(parts.codePointAt(at), at == 0 ? 0 : 1);
            }
        }
        return apart;
    }

    /** Puts marks into canonical order, each with its change. */
    private static void order(CodePointChanges apart) {
        String before = apart.toString();
        String after = Normalizer.normalize(before, Normalizer.Form.NFD);
        if (after.equals(before)) {
            return;
        }
        int[] wanted = after.codePoints().toArray();
        List<int[]> waiting = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < wanted.length; i++) {
            // Equal ones are of one class, and keep their order.
            int at = find(waiting, wanted[i]);
            while (at < 0) {
                waiting.add(new int[] {apart.codePoint(next), apart.change(next)});
                next++;
                at = waiting.get(waiting.size() - 1)[0] == wanted[i] ? waiting.size() - 1 : -1;
            }
            int[] found = waiting.remove(at);
            apart.set(i, found[0], found[1]);
        }
    }

    private static int find(List<int[]> waiting, int codePoint) {
        for (int i = 0; i < waiting.size(); i++) {
            if (waiting.get(i)[0] == codePoint) {
                return i;
            }
        }
        return -1;
    }

    /** Joins what was taken apart. */
    private static final class Composition {

        private final CodePointChanges out;

        /** What follows the starter and did not join it. */
        private final List<int[]> after = new ArrayList<>();

        private int starter = -1;
        private int starterChange;

        Composition(CodePointChanges apart) {
            out = new CodePointChanges(apart.size());
            for (int i = 0; i < apart.size(); i++) {
                take(apart.codePoint(i), apart.change(i));
            }
            flush();
        }

        CodePointChanges changes() {
            return out;
        }

        private void take(int codePoint, int change) {
            boolean ordered = codePoint == HIGHEST || Normalization.isOrdered(codePoint);
            if (starter < 0) {
                if (ordered) {
                    out.add(codePoint, change);
                } else {
                    starter = codePoint;
                    starterChange = change;
                }
                return;
            }
            int joined = isBlocked(codePoint, ordered) ? -1 : composed(starter, codePoint);
            if (joined >= 0) {
                starter = joined;
                starterChange += change - 1;
            } else if (ordered) {
                after.add(new int[] {codePoint, change});
            } else {
                flush();
                starter = codePoint;
                starterChange = change;
            }
        }

        /** Whether something of no lower class stands between it and the starter. */
        private boolean isBlocked(int codePoint, boolean ordered) {
            if (after.isEmpty()) {
                return false;
            }
            if (!ordered) {
                return true;
            }
            // They are in order: the class before is the same, or lower and changes places.
            String swapped =
                    Character.toString(codePoint)
                            + Character.toString(after.get(after.size() - 1)[0]);
            return Normalization.decompose(swapped).equals(swapped);
        }

        private static int composed(int first, int second) {
            String pair = Character.toString(first) + Character.toString(second);
            String joined = Normalizer.normalize(pair, Normalizer.Form.NFC);
            int codePoint = joined.codePointAt(0);
            return joined.length() == Character.charCount(codePoint) ? codePoint : -1;
        }

        private void flush() {
            if (starter >= 0) {
                out.add(starter, starterChange);
            }
            after.forEach(each -> out.add(each[0], each[1]));
            after.clear();
            starter = -1;
        }
    }
}
