package io.github.flinkbert.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds added tokens in a text, and has what lies between them cut into pieces. Immutable.
 *
 * <p>Source: {@code AddedVocabulary::extract_and_normalize} of Hugging Face's tokenizers: first
 * those that are looked for in the text as written, then, in each stretch between them, those that
 * are looked for in the normalised text; of several that begin at one place the longest; what is
 * refused as part of a word is passed over whole. A token that would begin or end within one
 * character of the original text is not found.
 */
final class AddedTokens {

    private static final Pattern OF_WORDS = Pattern.compile("\\w", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern SPACE = Pattern.compile("\\p{IsWhite_Space}");

    /** Conjoining letters of Hangul, into which NFD takes syllables apart. */
    private static final int FIRST_JAMO = 0x1100;

    private static final int LAST_JAMO = 0x11FF;

    private static final class Spelled {

        final int[] codePoints;
        final AddedToken token;

        Spelled(int[] codePoints, AddedToken token) {
            this.codePoints = codePoints;
            this.token = token;
        }

        int length() {
            return codePoints.length;
        }
    }

    private final CharacterTable table;
    private final Map<Integer, List<Spelled>> asWritten = new HashMap<>();
    private final Map<Integer, List<Spelled>> normalised = new HashMap<>();

    /**
     * @throws IllegalArgumentException if a token cannot be found as Hugging Face finds it
     */
    AddedTokens(List<AddedToken> tokens, CharacterTable table) {
        this.table = table;
        for (AddedToken token : tokens) {
            if (token.normalized()) {
                Stretch content = new Stretch(token.content().codePoints().toArray(), table);
                int[] codePoints = Arrays.copyOf(content.codePoints, content.size);
                requireFindable(token, codePoints);
                put(normalised, codePoints, token);
            } else {
                put(asWritten, token.content().codePoints().toArray(), token);
            }
        }
    }

    private static void put(Map<Integer, List<Spelled>> into, int[] codePoints, AddedToken token) {
        List<Spelled> same = into.computeIfAbsent(codePoints[0], first -> new ArrayList<>());
        same.add(new Spelled(codePoints, token));
        same.sort(Comparator.comparingInt(Spelled::length).reversed());
    }

    private void requireFindable(AddedToken token, int[] codePoints) {
        String problem = null;
        if (codePoints.length == 0) {
            problem = "nothing is left of it";
        } else if (isSpace(token.content().codePointAt(0))
                || isSpace(token.content().codePointBefore(token.content().length()))) {
            problem = "it begins or ends with white space";
        } else if (token.takesSpaceBefore() || token.takesSpaceAfter()) {
            problem = "it takes the white space around it (lstrip or rstrip)";
        } else if (table.stripsAccents()
                && Arrays.stream(codePoints).anyMatch(c -> isJamo(c) || isOrdered(c))) {
            problem = "its characters are taken apart or change places";
        }
        if (problem != null) {
            throw new IllegalArgumentException(
                    ("the added token \"%s\" is to be found in the normalised text, but %s;"
                                    + " expected \"normalized\": false, or another token")
                            .formatted(token.content(), problem));
        }
    }

    private static boolean isJamo(int codePoint) {
        return codePoint >= FIRST_JAMO && codePoint <= LAST_JAMO;
    }

    private static boolean isOrdered(int codePoint) {
        return Normalization.isOrdered(codePoint);
    }

    boolean isEmpty() {
        return asWritten.isEmpty() && normalised.isEmpty();
    }

    /** Adds the pieces of the code units {@code from} to {@code to}, as if they were a text. */
    void read(TextPass pass, String text, int from, int to) {
        if (asWritten.isEmpty()) {
            readNormalised(pass, text, from, to);
            return;
        }
        Stretch stretch = Stretch.asWritten(text, from, to);
        new Search(stretch, asWritten, from, to, this::readNormalised).run(pass, text);
    }

    private void readNormalised(TextPass pass, String text, int from, int to) {
        if (normalised.isEmpty()) {
            pass.read(from, to);
            return;
        }
        Stretch stretch = Stretch.normalised(text, from, to, table);
        new Search(stretch, normalised, from, to, (p, t, start, end) -> p.read(start, end))
                .run(pass, text);
    }

    /** What is done with text between tokens. */
    private interface Between {
        void read(TextPass pass, String text, int from, int to);
    }

    private static boolean isOfWord(int codePoint) {
        return OF_WORDS.matcher(Character.toString(codePoint)).matches();
    }

    private static boolean isSpace(int codePoint) {
        return SPACE.matcher(Character.toString(codePoint)).matches();
    }

    /** Code points to search in, each with the range of the original text that it stands for. */
    private static final class Stretch {

        private int[] codePoints;
        private int[] starts;
        private int[] ends;
        private int size;

        private Stretch(int capacity) {
            codePoints = new int[capacity];
            starts = new int[capacity];
            ends = new int[capacity];
        }

        /** A token's content, normalised. */
        Stretch(int[] content, CharacterTable table) {
            this(content.length + 2);
            for (int i = 0; i < content.length; i++) {
                addNormalised(content[i], i, i + 1, table);
            }
        }

        static Stretch asWritten(String text, int from, int to) {
            Stretch stretch = new Stretch(to - from);
            for (int at = from; at < to; ) {
                int codePoint = codePointAt(text, at, to);
                int next = at + Character.charCount(codePoint);
                stretch.add(codePoint, at, next);
                at = next;
            }
            return stretch;
        }

        static Stretch normalised(String text, int from, int to, CharacterTable table) {
            Stretch stretch = new Stretch(to - from + 2);
            for (int at = from; at < to; ) {
                int codePoint = codePointAt(text, at, to);
                int next = at + Character.charCount(codePoint);
                stretch.addNormalised(codePoint, at, next, table);
                at = next;
            }
            return stretch;
        }

        private static int codePointAt(String text, int at, int to) {
            int codePoint = text.codePointAt(at);
            return at + Character.charCount(codePoint) > to ? text.charAt(at) : codePoint;
        }

        private void addNormalised(int codePoint, int start, int end, CharacterTable table) {
            CharacterClass kind = CharacterClass.of(codePoint);
            if (kind == CharacterClass.REMOVED) {
                return;
            }
            if (kind == CharacterClass.SPACE) {
                add(' ', start, end);
                return;
            }
            boolean apart = kind == CharacterClass.CHINESE && table.ideographsApart();
            int[] parts = table.normalise(codePoint);
            if (parts.length == 0) {
                if (size > 0 && !isSpace(codePoints[size - 1])) {
                    ends[size - 1] = end;
                }
                return;
            }
            if (apart) {
                add(' ', start, end);
            }
            for (int part : parts) {
                add(part, start, end);
            }
            if (apart) {
                add(' ', start, end);
            }
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

        boolean has(int[] spelling, int at) {
            return at + spelling.length <= size
                    && Arrays.equals(
                            codePoints, at, at + spelling.length, spelling, 0, spelling.length);
        }

        /** Whether a character of the original text begins or ends between two code points. */
        boolean isBoundary(int at) {
            return at == 0 || at == size || starts[at] >= ends[at - 1];
        }
    }

    /** One search from left to right. */
    private static final class Search {

        private final Stretch in;
        private final Map<Integer, List<Spelled>> tokens;
        private final int to;
        private final Between between;

        /** What has been given out: code units, and code points searched. */
        private int done;

        private int doneAt;

        Search(Stretch in, Map<Integer, List<Spelled>> tokens, int from, int to, Between between) {
            this.in = in;
            this.tokens = tokens;
            this.to = to;
            this.between = between;
            this.done = from;
        }

        void run(TextPass pass, String text) {
            int at = 0;
            while (at < in.size) {
                Spelled found = longest(at);
                if (found == null) {
                    at++;
                    continue;
                }
                int end = at + found.length();
                if (fits(found.token, at, end)) {
                    end = take(found.token, at, end, pass, text);
                }
                at = end;
            }
            if (done < to) {
                between.read(pass, text, done, to);
            }
        }

        private @Nullable Spelled longest(int at) {
            for (Spelled each : tokens.getOrDefault(in.codePoints[at], List.of())) {
                if (in.has(each.codePoints, at)) {
                    return each;
                }
            }
            return null;
        }

        private boolean fits(AddedToken token, int start, int end) {
            if (!in.isBoundary(start) || !in.isBoundary(end)) {
                return false;
            }
            return !token.singleWord()
                    || ((start == 0 || !isOfWord(in.codePoints[start - 1]))
                            && (end == in.size || !isOfWord(in.codePoints[end])));
        }

        private int take(AddedToken token, int start, int end, TextPass pass, String text) {
            int first = start;
            int last = end;
            while (token.takesSpaceBefore()
                    && first > doneAt
                    && isSpace(in.codePoints[first - 1])) {
                first--;
            }
            while (token.takesSpaceAfter() && last < in.size && isSpace(in.codePoints[last])) {
                last++;
            }
            if (done < in.starts[first]) {
                between.read(pass, text, done, in.starts[first]);
            }
            done = in.ends[last - 1];
            doneAt = last;
            pass.add(token.id(), in.starts[first], done);
            return last;
        }
    }
}
