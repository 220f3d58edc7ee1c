package io.github.flinkbert.console.bounded;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.flink.annotation.Internal;

/** What is cut where there is too much of it to be shown. */
@Internal
public final class Cut {

    private static final int MOST_WORDS = 200;
    private static final int MOST_ATTRIBUTES = 8;
    private static final int MOST_FOUND = 200;

    private Cut() {}

    /** The text, or as much of its beginning as has no half a character at its end. */
    public static String at(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        return text.substring(
                0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
    }

    /** A name, or a few words: at most 200 UTF-16 code units. */
    public static String words(String text) {
        return at(text, MOST_WORDS);
    }

    /** At most eight of the attributes, each of a few words. */
    public static Map<String, String> attributes(Map<String, String> all) {
        return all.entrySet().stream()
                .limit(MOST_ATTRIBUTES)
                .collect(
                        Collectors.toMap(
                                each -> words(each.getKey()),
                                each -> words(String.valueOf(each.getValue())),
                                (one, other) -> one));
    }

    /**
     * At most 200 of what was found in a text.
     *
     * @param each bounds one of them
     */
    public static <T> List<T> found(List<T> all, UnaryOperator<T> each) {
        return all.stream().limit(MOST_FOUND).map(each).toList();
    }
}
