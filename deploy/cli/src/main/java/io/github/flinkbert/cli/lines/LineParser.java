package io.github.flinkbert.cli.lines;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.flinkbert.flink.decode.WrittenJson;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/** Understands lines; never fails, but says what is wrong with a line. */
final class LineParser {

    private static final Pattern BEGINS_AS_OBJECT = Pattern.compile("\\s*\\{\\s*[\"}]");

    private final LineFormat format;

    public LineParser(LineFormat format) {
        this.format = format;
    }

    /**
     * @param number the line's number, from 1: its identity where it gives none
     * @param bytes the line without its end
     */
    public Line parse(long number, byte[] bytes) {
        String line;
        try {
            line = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return new Line.Unreadable(
                    LongNode.valueOf(number), "the line is not UTF-8, which is expected");
        }
        return isJson(line)
                ? parseJson(number, line)
                : new Line.Text(LongNode.valueOf(number), line, MissingNode.getInstance());
    }

    private boolean isJson(String line) {
        return switch (format) {
            case JSON -> true;
            case PLAIN -> false;
            case AUTO -> BEGINS_AS_OBJECT.matcher(line).lookingAt();
        };
    }

    private static Line parseJson(long number, String line) {
        JsonNode id = LongNode.valueOf(number);
        JsonNode json;
        try {
            json = WrittenJson.read(line);
        } catch (JsonProcessingException e) {
            return new Line.Unreadable(id, "the line is not a JSON object: " + firstWords(e));
        }
        if (!json.isObject()) {
            return new Line.Unreadable(
                    id, "the line is " + kind(json) + ", expected a JSON object with a \"text\"");
        }
        JsonNode given = json.path("id");
        if (given.isTextual() || given.isNumber()) {
            id = given;
        } else if (!given.isMissingNode() && !given.isNull()) {
            return new Line.Unreadable(
                    id, "\"id\" is " + kind(given) + ", expected a string or a number");
        }
        JsonNode text = json.path("text");
        if (!text.isTextual()) {
            return new Line.Unreadable(id, "\"text\" is " + kind(text) + ", expected a string");
        }
        return new Line.Text(id, text.textValue(), json);
    }

    /** What a value is, with its article. */
    static String kind(JsonNode node) {
        return node.isMissingNode()
                ? "missing"
                : switch (node.getNodeType()) {
                    case NULL -> "null";
                    case ARRAY -> "an array";
                    case OBJECT -> "an object";
                    default -> "a " + node.getNodeType().name().toLowerCase(Locale.ROOT);
                };
    }

    /** Jackson's own words without the excerpt of the line, which is other people's text. */
    private static String firstWords(JsonProcessingException e) {
        String message = e.getOriginalMessage();
        int end = message.indexOf('\n');
        String where = e.getLocation() == null ? "" : " at column " + e.getLocation().getColumnNr();
        return (end < 0 ? message : message.substring(0, end)) + where;
    }
}
