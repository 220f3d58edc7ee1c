package io.github.flinkbert.flink.inplace.form;

import io.github.flinkbert.flink.binding.InputField;
import io.github.flinkbert.flink.decode.MalformedRecordException;
import io.github.flinkbert.flink.path.PathMatch;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.annotation.Internal;

/** Gathers what a walk through one record finds. Used by one thread. */
@Internal
public final class Findings {

    /** More than anybody asks about one record. */
    private static final int MOST_TEXTS = 10_000;

    /** The character that follows the one between a pointer's steps. */
    private static final char AFTER_SLASH = '/' + 1;

    /**
     * @param path the first of those that lead to it
     * @param order of the walk
     */
    private record Text(int path, long order, String pointer, String text) {}

    private final Wanted wanted;

    /** By pointer, so that those below a place lie side by side. */
    private final NavigableMap<String, Text> texts = new TreeMap<>();

    private final Map<InputField, String> inputs = new LinkedHashMap<>();
    private final Map<String, String> attributes = new HashMap<>();
    private Optional<String> id = Optional.empty();
    private long walked;

    public Findings(Wanted wanted) {
        this.wanted = wanted;
    }

    /**
     * A value at which a path ends.
     *
     * @param pointer where it lies
     * @param text a string as it is, a number as it is written
     */
    public void scalar(PathMatch match, String pointer, ValueKind kind, String text)
            throws MalformedRecordException {
        int firstText = -1;
        for (int path : match.ends()) {
            if (wanted.isText(path)) {
                requireString(pointer, kind, "a string or an array of strings");
                firstText = firstText < 0 ? path : Math.min(path, firstText);
            } else if (wanted.isInput(path)) {
                requireString(pointer, kind, "a string");
                inputs.put(wanted.input(path), text);
            } else if (wanted.isId(path)) {
                id = Optional.of(text);
            } else {
                attributes.put(wanted.attribute(path), text);
            }
        }
        if (firstText >= 0) {
            if (texts.size() == MOST_TEXTS) {
                throw new MalformedRecordException(
                        "the record has more than %d texts at the paths".formatted(MOST_TEXTS));
            }
            texts.put(pointer, new Text(firstText, walked++, pointer, text));
        }
    }

    /** An array or an object at which a path ends. The elements of an array come by themselves. */
    public void container(PathMatch match, String pointer, ValueKind kind)
            throws MalformedRecordException {
        for (int path : match.ends()) {
            if (wanted.isText(path) && kind != ValueKind.ARRAY) {
                requireString(pointer, kind, "a string or an array of strings");
            } else if (wanted.isInput(path)) {
                requireString(pointer, kind, "a string");
            }
        }
    }

    private static void requireString(String pointer, ValueKind kind, String expected)
            throws MalformedRecordException {
        if (kind != ValueKind.STRING) {
            throw new MalformedRecordException(
                    "the field %s must be %s, found %s"
                            .formatted(pointer, expected, kind.inWords()));
        }
    }

    /**
     * What was found at a place, or below it, does not count: the same name comes again, and the
     * last one holds.
     */
    public void forget(PathMatch match, String pointer) {
        texts.remove(pointer);
        texts.subMap(pointer + "/", pointer + AFTER_SLASH).clear();
        for (int path : match.ends()) {
            if (wanted.isInput(path)) {
                inputs.remove(wanted.input(path));
            } else if (wanted.isId(path)) {
                id = Optional.empty();
            } else if (!wanted.isText(path)) {
                attributes.remove(wanted.attribute(path));
            }
        }
    }

    /** All that was found. */
    public FoundTexts found() {
        Map<String, String> inOrder = new LinkedHashMap<>();
        texts.values().stream()
                .sorted(Comparator.comparingInt(Text::path).thenComparingLong(Text::order))
                .forEach(text -> inOrder.put(text.pointer(), text.text()));
        return new FoundTexts(inOrder, inputs, id, attributes);
    }
}
