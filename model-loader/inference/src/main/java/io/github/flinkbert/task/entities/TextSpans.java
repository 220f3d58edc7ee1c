package io.github.flinkbert.task.entities;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stretches of a text that are one thing, whatever words the tokenizer sees in them. Immutable.
 *
 * @param nameless no entity begins or ends in one of these: special tokens that were typed, e-mail
 *     addresses, URLs
 * @param handles {@code @name} and {@code #tag} in Latin script
 * @param marks an {@code @} or {@code #} before a name in another script
 */
record TextSpans(List<Span> nameless, List<Span> handles, List<Span> marks) {

    /** From a UTF-16 code unit to one past the last. */
    record Span(int start, int end) {

        boolean holds(int at) {
            return start <= at && at < end;
        }
    }

    private static final Pattern SPECIAL = Pattern.compile("\\[(?:MASK|CLS|SEP|UNK|PAD)]");

    // Each begins where no such character is before, so that a long run is tried once.
    private static final Pattern EMAIL =
            Pattern.compile(
                    "(?<![\\p{L}\\p{N}._%+-])[\\p{L}\\p{N}._%+-]++"
                            + "@[\\p{L}\\p{N}-]++(?:\\.[\\p{L}\\p{N}-]++)++");

    private static final Pattern URL =
            Pattern.compile(
                    "(?<![\\p{L}\\p{N}])(?:[a-z][a-z0-9+.-]{1,15}://|mailto:|www\\.)[^\\s<>\"]++",
                    Pattern.CASE_INSENSITIVE);

    /** Without a scheme it is one where a path follows a usual domain. */
    private static final Pattern BARE_URL =
            Pattern.compile(
                    "(?<![\\p{L}\\p{N}.-])[a-zA-Z0-9-]++(?:\\.[a-zA-Z0-9-]++)*?"
                            + "\\.(?:com|org|net|edu|gov|info|io|co|ly|tv|me|uk|kr|us|de|fr|jp|cn)"
                            + "/[^\\s<>\"]++");

    /** Not after a letter ({@code C#}, {@code a@b}), nor after what makes a path or an entity. */
    private static final String NO_MARK_AFTER = "(?<![\\p{L}\\p{M}\\p{N}_@#＠＃./&-])";

    private static final Pattern HANDLE =
            Pattern.compile(
                    NO_MARK_AFTER
                            + "(?:[@＠][A-Za-z0-9_]++|[#＃](?=[0-9_]*+[A-Za-z])[A-Za-z0-9_]++)");

    private static final Pattern MARK =
            Pattern.compile(NO_MARK_AFTER + "[@＠#＃](?=[\\p{L}&&[^A-Za-z]])");

    static TextSpans of(String text) {
        List<Span> nameless = new ArrayList<>();
        boolean at = text.indexOf('@') >= 0;
        if (text.indexOf('[') >= 0) {
            find(SPECIAL, text, nameless);
        }
        if (at) {
            find(EMAIL, text, nameless);
        }
        if (text.indexOf(':') >= 0 || text.indexOf('.') >= 0) {
            find(URL, text, nameless);
        }
        if (text.indexOf('/') >= 0) {
            find(BARE_URL, text, nameless);
        }
        List<Span> handles = new ArrayList<>();
        List<Span> marks = new ArrayList<>();
        if (at || text.indexOf('#') >= 0 || text.indexOf('＠') >= 0 || text.indexOf('＃') >= 0) {
            find(HANDLE, text, handles);
            find(MARK, text, marks);
            handles.removeIf(handle -> nameless.stream().anyMatch(s -> s.holds(handle.start())));
            marks.removeIf(mark -> nameless.stream().anyMatch(s -> s.holds(mark.start())));
        }
        return new TextSpans(nameless, handles, marks);
    }

    private static void find(Pattern pattern, String text, List<Span> into) {
        for (Matcher matcher = pattern.matcher(text); matcher.find(); ) {
            into.add(new Span(matcher.start(), matcher.end()));
        }
    }
}
