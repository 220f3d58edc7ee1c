package io.github.flinkbert.cli.compare;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.github.flinkbert.cli.terminal.UserException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** Sentences that ship: of words with several meanings, and others among which neighbours are. */
final class Examples {

    private static final Map<String, List<String>> OF_WORDS =
            Map.of(
                    "bank",
                            List.of(
                                    "She sat on the bank of the river and watched the water.",
                                    "The bank lends money to small companies.",
                                    "He went to the bank to open an account."),
                    "배",
                            List.of(
                                    "배를 타고 바다를 건너 섬에 갔다.",
                                    "배가 달고 시원해서 두 개나 깎아 먹었다.",
                                    "배가 아파서 병원에 갔다."));

    private Examples() {}

    /**
     * @throws UserException if there are none of this word
     */
    static List<String> of(String word) {
        List<String> found = OF_WORDS.get(word);
        if (found == null) {
            throw new UserException(
                    "sentences are missing: only those of bank and 배 ship, found the word %s; expected two sentences or more that hold it"
                            .formatted(word));
        }
        return found;
    }

    /** In two languages: where neighbours of words in context are looked for. */
    static List<String> others() {
        try (InputStream in =
                        requireNonNull(
                                Examples.class.getResourceAsStream("sentences.txt"),
                                "sentences.txt");
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, UTF_8))) {
            return lines.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
