package io.github.flinkbert.flink.inplace.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.flinkbert.flink.decode.MalformedRecordException;
import io.github.flinkbert.flink.decode.StrictUtf8;
import io.github.flinkbert.flink.inplace.form.Findings;
import io.github.flinkbert.flink.inplace.form.FoundTexts;
import io.github.flinkbert.flink.inplace.form.ValueKind;
import io.github.flinkbert.flink.inplace.form.Wanted;
import io.github.flinkbert.flink.path.PathMatch;
import io.github.flinkbert.flink.path.TextPath;
import java.io.IOException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Goes once through a JSON object, and looks only where a path leads. */
final class JsonWalk {

    private final JsonParser parser;
    private final PathMatch start;
    private final String taken;
    private final Findings findings;

    /**
     * @param parser at the beginning of the object
     * @param taken the name that the object itself must not have
     */
    JsonWalk(JsonParser parser, Wanted wanted, String taken) {
        this.parser = parser;
        this.start = wanted.match();
        this.taken = taken;
        this.findings = new Findings(wanted);
    }

    /** Leaves the parser at the object's end. */
    FoundTexts object() throws IOException, MalformedRecordException {
        members(start, "");
        return findings.found();
    }

    private void members(PathMatch match, String pointer)
            throws IOException, MalformedRecordException {
        Set<String> names = new HashSet<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            if (pointer.isEmpty() && name.equals(taken)) {
                throw new MalformedRecordException(
                        "the JSON object has a field \"%s\" already (output-field)"
                                .formatted(taken));
            }
            parser.nextToken();
            PathMatch member = match.member(name);
            if (member.isNowhere()) {
                parser.skipChildren();
                continue;
            }
            String at = pointer + "/" + TextPath.escaped(name);
            if (!names.add(name)) {
                findings.forget(member, at);
            }
            value(member, at);
        }
    }

    private void elements(PathMatch match, String pointer)
            throws IOException, MalformedRecordException {
        for (int index = 0; parser.nextToken() != JsonToken.END_ARRAY; index++) {
            PathMatch element = match.element(index);
            if (element.isNowhere()) {
                parser.skipChildren();
            } else {
                value(element, pointer + "/" + index);
            }
        }
    }

    private void value(PathMatch match, String pointer)
            throws IOException, MalformedRecordException {
        switch (parser.currentToken()) {
            case START_OBJECT -> {
                findings.container(match, pointer, ValueKind.OBJECT);
                members(match, pointer);
            }
            case START_ARRAY -> {
                findings.container(match, pointer, ValueKind.ARRAY);
                elements(match, pointer);
            }
            case VALUE_STRING -> {
                if (!match.ends().isEmpty()) {
                    StrictUtf8.requireWholeCharacters(parser.getText(), "the field " + pointer);
                    findings.scalar(match, pointer, ValueKind.STRING, parser.getText());
                }
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                    findings.scalar(match, pointer, ValueKind.NUMBER, parser.getText());
            case VALUE_TRUE, VALUE_FALSE ->
                    findings.scalar(match, pointer, ValueKind.BOOLEAN, parser.getText());
            default -> {} // null is nothing
        }
    }

    /** What a value is that begins with this, in words. */
    static String kind(JsonToken first) {
        return switch (first) {
            case START_ARRAY -> "array";
            case VALUE_STRING -> "string";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "number";
            case VALUE_TRUE, VALUE_FALSE -> "boolean";
            case VALUE_NULL -> "null";
            default -> first.name().toLowerCase(Locale.ROOT);
        };
    }
}
