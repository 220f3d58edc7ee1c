package io.github.flinkbert.cli.chunks;

import io.github.flinkbert.cli.option.JobOptionTexts;
import io.github.flinkbert.cli.terminal.Words;
import io.github.flinkbert.task.chunks.Chunking;
import io.github.flinkbert.task.chunks.EmbedChunks;
import io.github.flinkbert.task.embedding.Embed;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** How a text is cut, and what is read for a chunk's vector. */
final class ChunkOptions {

    static final class ChunkingWord implements ITypeConverter<Chunking> {
        @Override
        public Chunking convert(String word) throws Exception {
            return Words.of(Chunking.class).convert(word);
        }
    }

    /** As the job reads it. */
    static final class PiecesNumber implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String word) {
            return (Integer) JobOptionTexts.parse("chunk-pieces", word);
        }
    }

    /** As the job reads it. */
    static final class OverlapNumber implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String word) {
            return (Integer) JobOptionTexts.parse("chunk-overlap", word);
        }
    }

    @Option(
            names = "--chunking",
            paramLabel = "${bundle:job.chunking.type}",
            defaultValue = "${bundle:job.chunking.default}",
            converter = ChunkingWord.class,
            descriptionKey = "job.chunking")
    private Chunking chunking;

    @Option(
            names = "--chunk-pieces",
            paramLabel = "N",
            converter = PiecesNumber.class,
            descriptionKey = "job.chunk-pieces")
    private Optional<Integer> pieces = Optional.empty();

    @Option(
            names = "--chunk-overlap",
            paramLabel = "N",
            defaultValue = "${bundle:job.chunk-overlap.default}",
            converter = OverlapNumber.class,
            descriptionKey = "job.chunk-overlap")
    private int overlap;

    /**
     * @param embed how a chunk's vector is made
     */
    EmbedChunks ask(Embed embed) {
        return new EmbedChunks(
                embed,
                chunking,
                pieces.isPresent() ? OptionalInt.of(pieces.get()) : OptionalInt.empty(),
                overlap);
    }
}
