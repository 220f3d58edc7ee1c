package io.github.flinkbert.training.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.checkpoint.MiniatureCheckpoint;
import io.github.flinkbert.text.Casing;
import io.github.flinkbert.text.Pieces;
import io.github.flinkbert.text.Sequence;
import io.github.flinkbert.text.Vocabulary;
import io.github.flinkbert.text.WordPieceTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureIndexTest {

    @TempDir private Path folder;
    private final Vocabulary vocabulary = Vocabulary.of(MiniatureCheckpoint.smallVocabulary());
    private final Sequence first = sequence("the cat");
    private final Sequence second = sequence("was in");

    private Sequence sequence(String text) {
        Pieces pieces = new WordPieceTokenizer(vocabulary, Casing.CASED).tokenize(text);
        return Sequence.single(vocabulary, pieces, 0, pieces.size());
    }

    @Test
    void findsAgainWhatWasKeptBefore() throws IOException {
        Path file = folder.resolve("index");
        try (FeatureIndex index = FeatureIndex.open(file, 0)) {
            index.add(List.of(first, second));
        }
        try (FeatureIndex index = FeatureIndex.open(file, 1000)) {
            assertThat(index.find(first)).contains(0L);
            assertThat(index.find(second)).contains((long) first.length());
            assertThat(index.end()).isEqualTo(first.length() + second.length());
        }
    }

    @Test
    void forgetsAnEntryThatWasCutOffAndOneWhoseNumbersAreNotThere() throws IOException {
        Path file = folder.resolve("index");
        try (FeatureIndex index = FeatureIndex.open(file, 0)) {
            index.add(List.of(first, second));
        }
        Files.write(file, new byte[] {1, 2, 3}, StandardOpenOption.APPEND);
        try (FeatureIndex index = FeatureIndex.open(file, first.length())) {
            assertThat(index.find(first)).contains(0L);
            assertThat(index.find(second)).isEmpty();
            index.add(List.of(second));
        }
        try (FeatureIndex index = FeatureIndex.open(file, 1000)) {
            assertThat(index.find(second)).contains((long) first.length());
        }
    }
}
