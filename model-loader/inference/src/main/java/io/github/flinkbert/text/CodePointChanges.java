package io.github.flinkbert.text;

import java.util.Arrays;

/**
 * What becomes of the code points of a text, in order: each with 0 where it takes the place of one,
 * 1 where it is put in beside, and {@code -n} where it takes the place of one and {@code n} after
 * it. For one thread.
 *
 * <p>Source: {@code NormalizedString::transform} of Hugging Face's tokenizers.
 */
final class CodePointChanges {

    private int[] codePoints;
    private int[] changes;
    private int size;

    CodePointChanges(int capacity) {
        codePoints = new int[capacity];
        changes = new int[capacity];
    }

    int size() {
        return size;
    }

    int codePoint(int at) {
        return codePoints[at];
    }

    int change(int at) {
        return changes[at];
    }

    void add(int codePoint, int change) {
        if (size == codePoints.length) {
            codePoints = Arrays.copyOf(codePoints, 2 * size + 16);
            changes = Arrays.copyOf(changes, 2 * size + 16);
        }
        codePoints[size] = codePoint;
        changes[size] = change;
        size++;
    }

    /**
     * Adds what so many code points are replaced by.
     *
     * @return how many of them are gone before the first code point that is left
     */
    int addReplaced(int replaced, int[] by) {
        int more = by.length - replaced;
        for (int i = 0; i < by.length; i++) {
            add(by[i], i >= by.length - more ? 1 : 0);
        }
        if (more >= 0) {
            return 0;
        }
        if (size == 0) {
            return replaced;
        }
        changes[size - 1] += more;
        return 0;
    }

    void set(int at, int codePoint, int change) {
        codePoints[at] = codePoint;
        changes[at] = change;
    }

    /** The code points alone. */
    @Override
    public String toString() {
        return new String(codePoints, 0, size);
    }
}
