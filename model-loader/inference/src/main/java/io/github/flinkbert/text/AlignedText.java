package io.github.flinkbert.text;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;

/**
 * A text on its way to pieces: code points, each with the range of the original text that it stands
 * for, in UTF-16 code units. For one thread.
 *
 * <p>Source: {@code NormalizedString} of Hugging Face's tokenizers, whose alignments these are.
 */
final class AlignedText {

    /** What a lone surrogate is read as: UTF-8 cannot spell it. */
    private static final int REPLACEMENT = 0xFFFD;

    private int[] codePoints;
    private int[] starts;
    private int[] ends;
    private int size;
    private int origin;

    private AlignedText(int capacity, int origin) {
        codePoints = new int[capacity];
        starts = new int[capacity];
        ends = new int[capacity];
        this.origin = origin;
    }

    /** The code units {@code from} to {@code to} of a text. */
    static AlignedText of(String text, int from, int to) {
        AlignedText made = new AlignedText(to - from, from);
        for (int at = from; at < to; ) {
            int codePoint = text.codePointAt(at);
            int next = at + Character.charCount(codePoint);
            if (next > to) {
                next = to;
                codePoint = REPLACEMENT;
            }
            boolean lone = codePoint >= Character.MIN_SURROGATE && codePoint <= 0xDFFF;
            made.add(lone ? REPLACEMENT : codePoint, at, next);
            at = next;
        }
        return made;
    }

    int size() {
        return size;
    }

    int codePoint(int at) {
        return codePoints[at];
    }

    int start(int at) {
        return starts[at];
    }

    int end(int at) {
        return ends[at];
    }

    /**
     * Where it begins in the original text, what was left out at its beginning not counting, unless
     * compiled rules left it out.
     */
    int origin() {
        return origin;
    }

    /** A part of it, not empty. */
    AlignedText slice(int from, int to) {
        AlignedText part = new AlignedText(to - from, from == 0 ? origin : starts[from]);
        System.arraycopy(codePoints, from, part.codePoints, 0, to - from);
        System.arraycopy(starts, from, part.starts, 0, to - from);
        System.arraycopy(ends, from, part.ends, 0, to - from);
        part.size = to - from;
        return part;
    }

    @Override
    public String toString() {
        return new String(codePoints, 0, size);
    }

    private void add(int codePoint, int start, int end) {
        if (size == codePoints.length) {
            int capacity = 2 * size + 16;
            codePoints = Arrays.copyOf(codePoints, capacity);
            starts = Arrays.copyOf(starts, capacity);
            ends = Arrays.copyOf(ends, capacity);
        }
        codePoints[size] = codePoint;
        starts[size] = start;
        ends[size] = end;
        size++;
    }

    /** Takes what another became. */
    private void become(AlignedText other) {
        codePoints = other.codePoints;
        starts = other.starts;
        ends = other.ends;
        size = other.size;
    }

    /**
     * Takes over changed code points. One that replaces another has that one's range; one that is
     * put in has the range of the one before its place.
     *
     * @param skipped how many code points are gone before the first that is left
     */
    void change(CodePointChanges changes, int skipped) {
        AlignedText changed = new AlignedText(changes.size(), origin);
        int at = skipped;
        for (int i = 0; i < changes.size(); i++) {
            int change = changes.change(i);
            int from = Math.min(size - 1, Math.max(0, change > 0 ? at - 1 : at));
            changed.add(changes.codePoint(i), starts[from], ends[from]);
            at += change > 0 ? 0 : 1 - change;
        }
        become(changed);
    }

    void keep(IntPredicate kept) {
        int left = 0;
        for (int i = 0; i < size; i++) {
            if (kept.test(codePoints[i])) {
                move(i, left++);
            }
        }
        size = left;
        beginAtFirst();
    }

    private void beginAtFirst() {
        origin = size == 0 ? origin : starts[0];
    }

    /** Leaves white space at its beginning, its end or both out. */
    void strip(boolean before, boolean after) {
        int from = 0;
        int to = size;
        while (before && from < to && ByteLevelWords.isSpace(codePoints[from])) {
            from++;
        }
        while (after && to > from && ByteLevelWords.isSpace(codePoints[to - 1])) {
            to--;
        }
        for (int i = from; i < to; i++) {
            move(i, i - from);
        }
        size = to - from;
        beginAtFirst();
    }

    private void move(int from, int to) {
        codePoints[to] = codePoints[from];
        starts[to] = starts[from];
        ends[to] = ends[from];
    }

    /** Replaces code points one by one. */
    void map(IntUnaryOperator by) {
        for (int i = 0; i < size; i++) {
            codePoints[i] = by.applyAsInt(codePoints[i]);
        }
    }

    /**
     * Replaces a stretch wherever it is; what is put there has the range of its last code point.
     */
    void replace(int[] stretch, int[] content) {
        AlignedText replaced = new AlignedText(size + 8, origin);
        for (int i = 0; i < size; ) {
            int end = i + stretch.length;
            boolean found =
                    end <= size && Arrays.equals(codePoints, i, end, stretch, 0, stretch.length);
            if (found) {
                replaced.put(content, starts[end - 1], ends[end - 1]);
                i = end;
            } else {
                replaced.add(codePoints[i], starts[i], ends[i]);
                i++;
            }
        }
        become(replaced);
        beginAtFirst();
    }

    /** Replaces each run of so many spaces or more as a whole. */
    void replaceSpaces(int fewest, int[] content) {
        AlignedText replaced = new AlignedText(size + 8, origin);
        for (int i = 0; i < size; ) {
            int end = i;
            while (end < size && codePoints[end] == ' ') {
                end++;
            }
            if (end - i >= fewest) {
                replaced.put(content, starts[end - 1], ends[end - 1]);
                i = end;
            } else {
                replaced.add(codePoints[i], starts[i], ends[i]);
                i++;
            }
        }
        become(replaced);
        beginAtFirst();
    }

    private void put(int[] content, int start, int end) {
        for (int each : content) {
            add(each, start, end);
        }
    }

    /** Puts something before it, unless it is empty; it has the range of the first code point. */
    void prepend(int[] content) {
        if (size == 0) {
            return;
        }
        AlignedText longer = new AlignedText(size + content.length, origin);
        longer.put(content, starts[0], ends[0]);
        for (int i = 0; i < size; i++) {
            longer.add(codePoints[i], starts[i], ends[i]);
        }
        become(longer);
    }
}
