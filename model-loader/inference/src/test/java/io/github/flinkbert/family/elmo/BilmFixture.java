package io.github.flinkbert.family.elmo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jhdf.HdfFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The model, the sentences and the vectors of bilm-tf's own tests. */
final class BilmFixture {

    /** Lists of sentences, over which bilm-tf keeps its states. */
    static final int LISTS = 3;

    private static final List<String> FILES =
            List.of(
                    "options.json",
                    "lm_weights.hdf5",
                    "lm_embeddings_sentences.json",
                    "lm_embeddings_0.hdf5",
                    "lm_embeddings_1.hdf5",
                    "lm_embeddings_2.hdf5");

    private final Path folder;

    private BilmFixture(Path folder) {
        this.folder = folder;
    }

    /** Copies it out of the class path. */
    static BilmFixture in(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (String name : FILES) {
            try (InputStream file =
                    BilmFixture.class.getResourceAsStream("/elmo/bilm-tf/" + name)) {
                Files.copy(file, folder.resolve(name));
            }
        }
        return new BilmFixture(folder);
    }

    Path folder() {
        return folder;
    }

    /** The words of each sentence of a list. */
    List<List<String>> sentences(int list) throws IOException {
        Path file = folder.resolve("lm_embeddings_sentences.json");
        List<List<String>> sentences = new ArrayList<>();
        for (JsonNode each : new ObjectMapper().readTree(file.toFile()).get(list)) {
            sentences.add(List.of(each.asText().strip().split("\\s+", -1)));
        }
        return sentences;
    }

    /** The last layer's vectors of a sentence's words: [2][words][projection]. */
    float[][][] expected(int list, int sentence) {
        Path file = folder.resolve("lm_embeddings_%d.hdf5".formatted(list));
        try (HdfFile hdf = new HdfFile(file)) {
            return (float[][][]) hdf.getDatasetByPath(String.valueOf(sentence)).getData();
        }
    }

    /** The characters of a sentence's words, between those of {@code <S>} and {@code </S>}. */
    static List<int[]> characters(List<String> words, int length) {
        List<int[]> characters = new ArrayList<>();
        characters.add(WordCharacters.beginOfSentence(length));
        words.forEach(word -> characters.add(WordCharacters.of(word, length)));
        characters.add(WordCharacters.endOfSentence(length));
        return characters;
    }
}
