package io.github.flinkbert.cli.evaluate.similarity;

import io.github.flinkbert.cli.evaluate.FormatChoice;
import io.github.flinkbert.training.similarity.PairColumns;
import io.github.flinkbert.training.similarity.PairFile;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.flink.annotation.Internal;
import picocli.CommandLine.Option;

/** Where tables and JSON lines have their texts and scores. */
@Internal
public final class PairColumnOptions {

    @Option(
            names = "--first-column",
            paramLabel = "COLUMN",
            description =
                    "Similarity: a table's column with the first text, by its name in the header or"
                            + " by its number from 1; in JSON lines a field. Alone it is of single"
                            + " texts (default: sentence1, with sentence2, and score where there is"
                            + " one). A file of the STS benchmark is read as such, whatever is said"
                            + " here, unless --format says tsv.")
    private Optional<String> first = Optional.empty();

    @Option(
            names = "--second-column",
            paramLabel = "COLUMN",
            description = "Similarity: the column with the text that belongs to the first.")
    private Optional<String> second = Optional.empty();

    @Option(
            names = "--score-column",
            paramLabel = "COLUMN",
            description = "Similarity: the column that says how alike the two are.")
    private Optional<String> score = Optional.empty();

    @Option(
            names = "--pair-header",
            negatable = true,
            description =
                    "Similarity: whether tables begin with a header (default: unless all columns"
                            + " are given by number).")
    private Optional<Boolean> header = Optional.empty();

    /**
     * @param format as the user says it
     */
    public PairFile read(Path file, FormatChoice format) {
        return PairFile.read(
                file,
                SimilarityFormats.layout(file, format),
                new PairColumns(first, second, score, header));
    }
}
