package io.github.flinkbert.flink.inplace.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.github.flinkbert.flink.decode.MalformedRecordException;
import io.github.flinkbert.flink.decode.StrictUtf8;
import io.github.flinkbert.flink.inplace.form.FoundTexts;
import io.github.flinkbert.flink.inplace.form.RecordForm;
import io.github.flinkbert.flink.inplace.form.Wanted;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.flink.annotation.Internal;

/**
 * The value is a JSON object in UTF-8. It is read to its end, so that what is no JSON is refused,
 * but nothing of it is written anew: the field goes in right before the brace that closes it. Of
 * members with the same name the last one holds, as nearly all parsers have it.
 */
@Internal
public final class JsonForm implements RecordForm {

    /** How deep objects and arrays may lie in each other. */
    private static final int DEEPEST = 1_000;

    /** Values are bounded as a whole, before they are read. */
    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(DEEPEST)
                                    .maxNumberLength(Integer.MAX_VALUE)
                                    .maxStringLength(Integer.MAX_VALUE)
                                    .maxNameLength(Integer.MAX_VALUE)
                                    .build())
                    .build();

    private final Wanted wanted;
    private final String field;
    private final JsonSplice splice;

    /**
     * @param field the name of the one that is added
     */
    public JsonForm(Wanted wanted, String field) {
        this.wanted = wanted;
        this.field = field;
        this.splice = new JsonSplice(field);
    }

    @Override
    public FoundTexts read(byte[] value) throws MalformedRecordException {
        String json = StrictUtf8.decodeWithoutMark(value, "the value");
        try (JsonParser parser = FACTORY.createParser(json)) {
            JsonToken first = parser.nextToken();
            if (first != JsonToken.START_OBJECT) {
                throw new MalformedRecordException(
                        "the value must be a JSON object, found %s"
                                .formatted(first == null ? "nothing" : JsonWalk.kind(first)));
            }
            FoundTexts found = new JsonWalk(parser, wanted, field).object();
            if (parser.nextToken() != null) {
                throw new MalformedRecordException("there is more after the JSON object");
            }
            return found;
        } catch (StreamConstraintsException e) {
            throw new MalformedRecordException(
                    "the JSON object is nested deeper than %d levels".formatted(DEEPEST), e);
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            throw new MalformedRecordException(
                    at == null
                            ? "the value is not JSON"
                            : "the value is not JSON: line %d, column %d"
                                    .formatted(at.getLineNr(), at.getColumnNr()),
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException("a string cannot fail to be read", e);
        }
    }

    @Override
    public byte[] write(byte[] value, byte[] added) throws MalformedRecordException {
        return splice.into(value, added);
    }
}
