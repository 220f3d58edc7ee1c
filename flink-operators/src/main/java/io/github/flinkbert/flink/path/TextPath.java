package io.github.flinkbert.flink.path;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.flink.annotation.Internal;

/**
 * Where a value lies in a record: the names of the fields that lead to it, from the outside in. A
 * number is an element of an array, {@value #EVERY} are all of them.
 *
 * @param steps at least one
 */
@Internal
public record TextPath(List<String> steps) implements Serializable {

    /** In the place of an element's number: all elements. */
    static final String EVERY = "*";

    private static final String EXPECTED =
            "a JSON pointer such as /ticket/comments/0/body, or names joined by dots such as"
                    + " payload.after.review";

    /** What JSON pointers write for a character that has a meaning in them. */
    private static final Pattern BAD_ESCAPE = Pattern.compile("~(?![01])");

    public TextPath {
        steps = List.copyOf(steps);
    }

    /** The field of the record itself that has this name. */
    public static TextPath ofField(String name) {
        return new TextPath(List.of(name));
    }

    /**
     * A JSON pointer (RFC 6901) if it begins with a slash; else names with dots between them.
     *
     * @throws IllegalArgumentException whose message says what was expected, to follow "must be"
     */
    public static TextPath parse(String written) {
        if (written.startsWith("/")) {
            if (BAD_ESCAPE.matcher(written).find()) {
                throw new IllegalArgumentException(EXPECTED + "; behind ~ stands 0 or 1");
            }
            return new TextPath(
                    Arrays.stream(written.substring(1).split("/", -1))
                            .map(step -> step.replace("~1", "/").replace("~0", "~"))
                            .toList());
        }
        List<String> steps = List.of(written.split("\\.", -1));
        if (steps.stream().anyMatch(String::isEmpty)) {
            throw new IllegalArgumentException(EXPECTED);
        }
        return new TextPath(steps);
    }

    /** The step of a JSON pointer that leads to a member of this name. */
    public static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    /** As a JSON pointer. */
    @Override
    public String toString() {
        return steps.stream().map(TextPath::escaped).collect(Collectors.joining("/", "/", ""));
    }
}
