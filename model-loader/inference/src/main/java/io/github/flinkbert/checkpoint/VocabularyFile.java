package io.github.flinkbert.checkpoint;

import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.text.Vocabulary;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads {@code vocab.txt} as {@code load_vocab} of Google's {@code tokenization.py} does: one piece
 * a line, and lines end at a line feed and nowhere else, since some pieces are other line
 * separators.
 */
final class VocabularyFile {

    private VocabularyFile() {}

    static Vocabulary read(Path file, String checkpoint) {
        if (!Files.isRegularFile(file)) {
            throw new CheckpointException(
                    "%s has no vocabulary: expected %s".formatted(checkpoint, file));
        }
        try {
            return Vocabulary.of(lines(Files.readString(file, StandardCharsets.UTF_8)));
        } catch (CharacterCodingException e) {
            throw new CheckpointException("%s is not written in UTF-8".formatted(file), e);
        } catch (IOException e) {
            throw new CheckpointException(
                    "%s cannot be read: %s".formatted(file, e.getMessage()), e);
        } catch (IllegalArgumentException e) {
            throw new CheckpointException("%s: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        for (int start = 0; start < text.length(); ) {
            int end = text.indexOf('\n', start);
            end = end < 0 ? text.length() : end;
            lines.add(text.substring(start, end));
            start = end + 1;
        }
        return lines;
    }
}
