package io.github.flinkbert.text;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * SentencePiece's normalisation, compiled: a double array of what is replaced, and texts to replace
 * it by. Immutable.
 *
 * <p>Source: {@code Normalizer::DecodePrecompiledCharsMap} of SentencePiece, darts-clone's {@code
 * DoubleArrayUnit}, and {@code Precompiled} of Hugging Face's tokenizers, which looks grapheme
 * clusters of fewer than six bytes up as a whole and others by code points, and takes the shortest
 * entry that it finds.
 */
final class CharsMap {

    private static final int[] NOTHING = {};
    private static final int LONGEST_CLUSTER = 6;
    private static final Pattern CLUSTER = Pattern.compile("\\X");

    /** Code points below join no cluster, but for a carriage return with its line feed. */
    private static final int FIRST_JOINING = 0x300;

    private final int[] units;

    /** The texts by where they begin. */
    private final Map<Integer, int[]> texts = new HashMap<>();

    /**
     * @throws IllegalArgumentException if it is none
     */
    CharsMap(byte[] compiled) {
        ByteBuffer bytes = ByteBuffer.wrap(compiled).order(ByteOrder.LITTLE_ENDIAN);
        long length = compiled.length < Integer.BYTES ? -1 : Integer.toUnsignedLong(bytes.getInt());
        if (length <= 0 || length % Integer.BYTES != 0 || length > bytes.remaining()) {
            throw new IllegalArgumentException(
                    ("the precompiled charsmap has %,d bytes, and says that its trie has %,d;"
                                    + " expected a multiple of 4 that it has room for")
                            .formatted(compiled.length, length));
        }
        units = new int[(int) length / Integer.BYTES];
        for (int i = 0; i < units.length; i++) {
            units[i] = bytes.getInt();
        }
        byte[] all = new byte[bytes.remaining()];
        bytes.get(all);
        for (int unit : units) {
            if (unit < 0) { // the highest bit says that it is a value
                int at = unit & Integer.MAX_VALUE;
                if (at < all.length) {
                    texts.computeIfAbsent(at, from -> text(all, from));
                }
            }
        }
    }

    private static int[] text(byte[] all, int from) {
        int to = from;
        while (to < all.length && all[to] != 0) {
            to++;
        }
        return new String(all, from, to - from, StandardCharsets.UTF_8).codePoints().toArray();
    }

    void apply(AlignedText text) {
        CodePointChanges changes = new CodePointChanges(text.size() + 16);
        int skipped = 0;
        boolean changed = false;
        Clusters clusters = new Clusters(text);
        for (int from = 0; from < text.size(); ) {
            int to = clusters.end(from);
            int[] whole = to - from > 1 ? cluster(text, from, to) : null;
            if (whole != null) {
                skipped += changes.addReplaced(to - from, whole);
                changed = true;
            } else {
                for (int at = from; at < to; at++) {
                    int[] by = find(text, at, at + 1);
                    changed |= by != null;
                    if (by == null) {
                        changes.add(text.codePoint(at), 0);
                    } else {
                        skipped += changes.addReplaced(1, by);
                    }
                }
            }
            from = to;
        }
        if (changed) {
            text.change(changes, skipped);
        }
    }

    private int @Nullable [] cluster(AlignedText text, int from, int to) {
        int bytes = 0;
        for (int at = from; at < to && bytes < LONGEST_CLUSTER; at++) {
            bytes += bytes(text.codePoint(at));
        }
        return bytes < LONGEST_CLUSTER ? find(text, from, to) : null;
    }

    private static int bytes(int codePoint) {
        return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
    }

    /** What the shortest entry that the code points begin with is replaced by; null for none. */
    private int @Nullable [] find(AlignedText text, int from, int to) {
        int node = offset(units[0]);
        for (int at = from; at < to; at++) {
            int codePoint = text.codePoint(at);
            int left = bytes(codePoint) - 1;
            int lead = (0xFF00 >> (left + 1)) & 0xFF;
            int b = left == 0 ? codePoint : lead | (codePoint >> (6 * left));
            while (true) {
                node ^= b;
                if (b == 0 || node >= units.length || label(units[node]) != b) {
                    return null;
                }
                boolean ends = (units[node] >>> 8 & 1) == 1;
                node ^= offset(units[node]);
                if (ends) {
                    return node < units.length
                            ? texts.getOrDefault(units[node] & Integer.MAX_VALUE, NOTHING)
                            : null;
                }
                if (left == 0) {
                    break;
                }
                left--;
                b = 0x80 | ((codePoint >> (6 * left)) & 0x3F);
            }
        }
        return null;
    }

    private static int label(int unit) {
        return unit & (Integer.MIN_VALUE | 0xFF);
    }

    private static int offset(int unit) {
        return unit >>> 10 << ((unit & 1 << 9) >>> 6);
    }

    /** Where grapheme clusters end. */
    private static final class Clusters {

        private final AlignedText text;
        private int[] units = NOTHING;
        private String units16 = "";

        Clusters(AlignedText text) {
            this.text = text;
        }

        int end(int from) {
            int next = from + 1;
            if (next == text.size()) {
                return next;
            }
            int second = text.codePoint(next);
            if (second < FIRST_JOINING && text.codePoint(from) < FIRST_JOINING) {
                return text.codePoint(from) == '\r' && second == '\n' ? next + 1 : next;
            }
            if (units.length == 0) {
                units16 = text.toString();
                units = new int[text.size() + 1];
                for (int i = 0; i < text.size(); i++) {
                    units[i + 1] = units[i] + Character.charCount(text.codePoint(i));
                }
            }
            Matcher matcher = CLUSTER.matcher(units16).region(units[from], units16.length());
            matcher.lookingAt();
            int end = next;
            while (units[end] < matcher.end()) {
                end++;
            }
            return end;
        }
    }
}
