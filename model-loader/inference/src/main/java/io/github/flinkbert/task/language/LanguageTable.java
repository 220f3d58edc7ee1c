package io.github.flinkbert.task.language;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.Character.UnicodeScript;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The languages that the model knows, from {@code languages.tsv}: its own code (ISO 639-3), the
 * code that results have, the scripts of the language, and its weight.
 *
 * @param byCode by the model's code
 */
record LanguageTable(Map<String, WrittenLanguage> byCode) {

    private static final String FILE = "languages.tsv";

    /**
     * @param code that results have
     * @param scripts that it is written in
     * @param weight that the model's probability gets. The model takes all languages for equally
     *     common; those with many texts have 1, English a little more, the others half.
     */
    record WrittenLanguage(String code, Set<UnicodeScript> scripts, double weight) {}

    static LanguageTable read() {
        try (InputStream file =
                        Objects.requireNonNull(
                                LanguageTable.class.getResourceAsStream(FILE), FILE);
                BufferedReader reader =
                        new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            Map<String, WrittenLanguage> languages = new HashMap<>();
            reader.lines().map(line -> line.split("\t", -1)).forEach(row -> put(row, languages));
            return new LanguageTable(Map.copyOf(languages));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void put(String[] row, Map<String, WrittenLanguage> languages) {
        Set<UnicodeScript> scripts =
                Arrays.stream(row[2].split(",", -1))
                        .map(UnicodeScript::valueOf)
                        .collect(Collectors.toUnmodifiableSet());
        languages.put(row[0], new WrittenLanguage(row[1], scripts, Double.parseDouble(row[3])));
    }

    Optional<WrittenLanguage> find(String code) {
        return Optional.ofNullable(byCode.get(code));
    }

    /**
     * @throws IllegalStateException if the model knows others than these
     */
    void requireAll(String[] codes) {
        if (!byCode.keySet().equals(Set.of(codes))) {
            throw new IllegalStateException(
                    "%s has %d languages, the model %d or others: they must be the same"
                            .formatted(FILE, byCode.size(), codes.length));
        }
    }
}
