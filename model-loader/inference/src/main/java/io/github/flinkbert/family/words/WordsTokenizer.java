package io.github.flinkbert.family.words;

import io.github.flinkbert.text.MarkedStretches;
import io.github.flinkbert.text.Pieces;
import io.github.flinkbert.text.Tokenizer;
import io.github.flinkbert.text.Vocabulary;
import java.util.Arrays;

/**
 * Cuts texts into the words of a table.
 *
 * <ol>
 *   <li>Text between white space that is a word of the table is that word: {@code U.S.}, {@code
 *       :-)}, {@code don't} where the table has it. How a word is looked up, {@link Letters} says.
 *   <li>Else it is cut into segments ({@link Segment}), and from each on the longest run of
 *       segments that the table has is a word: {@code well-known}, {@code 3.14}, 漢字.
 *   <li>English contractions are cut as the Penn Treebank has them: {@code don't} into {@code do}
 *       and {@code n't} (or {@code not}, where the table has no {@code n't}), {@code bank's} into
 *       {@code bank} and {@code 's}.
 *   <li>A word of Hangul that is not in a table without parts is cut into the longest word of the
 *       table that only particles follow ({@link Particles}).
 *   <li>What is left of letters and digits is a word of its n-grams where the table has parts, else
 *       an unknown word; so is a pictograph. Signs and particles that the table does not have are
 *       left out.
 * </ol>
 *
 * <p>Immutable, and safe for use by many threads at once.
 */
final class WordsTokenizer implements Tokenizer {

    /** Segments of the longest run that is looked up as one word. */
    private static final int LONGEST_RUN = 10;

    private final Vocabulary vocabulary;
    private final WordVectors vectors;
    private final WordIds ids;
    private final boolean lowerCased;

    /**
     * @param lowerCased whether words that are not there as they are written are looked up in lower
     *     case
     */
    WordsTokenizer(Vocabulary vocabulary, WordVectors vectors, boolean lowerCased) {
        this.vocabulary = vocabulary;
        this.vectors = vectors;
        ids = new WordIds(vectors);
        this.lowerCased = lowerCased;
    }

    @Override
    public Vocabulary vocabulary() {
        return vocabulary;
    }

    @Override
    public Pieces tokenize(String text) {
        Pass pass = new Pass(text);
        pass.read(0, text.length());
        return pass.pieces();
    }

    @Override
    public Pieces tokenize(String text, String mark, int id) {
        Pass pass = new Pass(text);
        MarkedStretches.read(
                text, mark, pass::read, (from, to) -> pass.add(id, from, to, NO_PARTS));
        return pass.pieces();
    }

    private static final int[] NO_PARTS = {};

    private static boolean isSpace(char unit) {
        return unit <= ' '
                || (unit >= 0x7F && unit <= 0xA0)
                || (unit > 0xA0 && (Character.isWhitespace(unit) || Character.isSpaceChar(unit)))
                || unit == '\u200B'
                || unit == '\uFEFF';
    }

    /** One pass over one text. */
    private final class Pass {

        private final String text;
        private final Letters letters = new Letters(vectors, lowerCased);
        private int[] found;
        private int[] starts;
        private int[] ends;
        private int[][] parts;
        private int size;

        /** Where each segment of a stretch begins, and at last where it ends. */
        private int[] bounds = new int[16];

        private int segments;

        Pass(String text) {
            this.text = text;
            int expected = text.length() / 4 + 4;
            found = new int[expected];
            starts = new int[expected];
            ends = new int[expected];
            parts = new int[vectors.hasSubwords() ? expected : 0][];
        }

        void read(int from, int to) {
            int at = from;
            while (at < to) {
                while (at < to && isSpace(text.charAt(at))) {
                    at++;
                }
                int end = at;
                while (end < to && !isSpace(text.charAt(end))) {
                    end++;
                }
                if (end > at) {
                    stretch(at, end);
                }
                at = end;
            }
        }

        private void stretch(int from, int to) {
            int whole = letters.number(text, from, to);
            if (whole >= 0) {
                add(whole, from, to);
                return;
            }
            cut(from, to);
            int segment = 0;
            while (segment < segments) {
                int next = known(segment);
                segment = next > segment ? next : other(segment);
            }
        }

        private void cut(int from, int to) {
            segments = 0;
            for (int at = from; at < to; segments++) {
                if (segments + 1 >= bounds.length) {
                    bounds = Arrays.copyOf(bounds, 2 * bounds.length);
                }
                bounds[segments] = at;
                at = Segment.at(text, at).end(text, at, to);
                bounds[segments + 1] = at;
            }
        }

        /**
         * Adds what begins with a segment and is in the table.
         *
         * @return the segment behind it, or the same where there is nothing such
         */
        private int known(int segment) {
            int longest = Math.min(segments, segment + LONGEST_RUN);
            for (int next = longest; next > segment; next--) {
                if (next == segment + 1 && contraction(segment)) {
                    return segment + 3;
                }
                boolean tried = segment == 0 && next == segments;
                int number = tried ? -1 : letters.number(text, bounds[segment], bounds[next]);
                if (number >= 0) {
                    add(number, bounds[segment], bounds[next]);
                    return next;
                }
            }
            return segment;
        }

        /** Adds a word and what is contracted with it: three segments, the second an apostrophe. */
        private boolean contraction(int segment) {
            if (segment + 2 >= segments || !isApostrophe(text.charAt(bounds[segment + 1]))) {
                return false;
            }
            int from = bounds[segment];
            int apostrophe = bounds[segment + 1];
            int to = bounds[segment + 3];
            boolean negated =
                    to - apostrophe == 2
                            && apostrophe - from > 1
                            && (text.charAt(to - 1) | 0x20) == 't'
                            && (text.charAt(apostrophe - 1) | 0x20) == 'n';
            int behind = negated ? apostrophe - 1 : apostrophe;
            int stem = letters.number(text, from, behind);
            int contracted = letters.number(text, behind, to);
            if (contracted < 0 && negated) {
                contracted = vectors.number("not");
            }
            if (stem < 0 || contracted < 0) {
                return false;
            }
            add(stem, from, behind);
            add(contracted, behind, to);
            return true;
        }

        private static boolean isApostrophe(char unit) {
            return unit == '\'' || unit == '\u2019';
        }

        /**
         * Adds a segment that is not in the table.
         *
         * @return the segment behind it
         */
        private int other(int segment) {
            int from = bounds[segment];
            int to = bounds[segment + 1];
            Segment kind = Segment.at(text, from);
            if (kind == Segment.SIGN) {
                return segment + 1;
            }
            if (vectors.hasSubwords()) {
                int[] rows = letters.parts(text, from, to);
                add(rows.length > 0 ? ids.ofParts() : ids.unknown(), from, to, rows);
            } else if (!withoutParticles(from, to)) {
                add(ids.unknown(), from, to, NO_PARTS);
            }
            return segment + 1;
        }

        private boolean withoutParticles(int from, int to) {
            int shortest = Math.max(from + 1, to - Particles.MOST_SYLLABLES);
            for (int end = to - 1; end >= shortest; end--) {
                if (!Particles.are(text, end, to)) {
                    continue;
                }
                int stem = letters.number(text, from, end);
                if (stem >= 0) {
                    add(stem, from, end);
                    int particles = letters.number(text, end, to);
                    if (particles >= 0) {
                        add(particles, end, to);
                    }
                    return true;
                }
            }
            return false;
        }

        private void add(int number, int from, int to) {
            add(number, from, to, vectors.hasSubwords() ? own(number) : NO_PARTS);
        }

        /** A word of the table has the parts of how it is written there. */
        private int[] own(int number) {
            return vectors.parts(number);
        }

        void add(int id, int from, int to, int[] rows) {
            if (size == found.length) {
                int wide = 2 * size;
                found = Arrays.copyOf(found, wide);
                starts = Arrays.copyOf(starts, wide);
                ends = Arrays.copyOf(ends, wide);
                parts = parts.length == 0 ? parts : Arrays.copyOf(parts, wide);
            }
            found[size] = id;
            starts[size] = from;
            ends[size] = to;
            if (parts.length > 0) {
                parts[size] = rows;
            }
            size++;
        }

        Pieces pieces() {
            int[] words = new int[size];
            Arrays.setAll(words, i -> i);
            return new Pieces(
                    Arrays.copyOf(found, size),
                    Arrays.copyOf(starts, size),
                    Arrays.copyOf(ends, size),
                    words,
                    parts.length == 0 ? parts : Arrays.copyOf(parts, size));
        }
    }
}
