package io.github.flinkbert.cli.evaluate.entities;

import io.github.flinkbert.cli.evaluate.DataFormat;
import io.github.flinkbert.cli.evaluate.FormatChoice;
import io.github.flinkbert.evaluation.EvaluationException;
import io.github.flinkbert.training.entities.ConllColumns;
import io.github.flinkbert.training.entities.ConllFile;
import io.github.flinkbert.training.entities.KlueNerFile;
import io.github.flinkbert.training.entities.TaggedSentence;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.apache.flink.annotation.Internal;
import picocli.CommandLine.Option;

/** Which columns of files with entities are read. */
@Internal
public final class ConllOptions {

    @Option(
            names = "--tag-column",
            paramLabel = "N",
            description =
                    "Entities: the column with the tags, from 1 (default: found from the file; of"
                            + " nested entities the outer).")
    private Optional<Integer> tag = Optional.empty();

    @Option(
            names = "--token-column",
            paramLabel = "N",
            description =
                    "Entities: the column with the tokens, from 1 (default: the first; the second"
                            + " where the first numbers them).")
    private Optional<Integer> token = Optional.empty();

    /** Whether the user names a column. */
    private boolean named() {
        return tag.isPresent() || token.isPresent();
    }

    /**
     * The format of a file with entities: by its content where the user does not say.
     *
     * @throws EvaluationException if columns are named of a file that has none
     */
    public DataFormat format(Path file, FormatChoice said) {
        FormatChoice named = said.isAuto() && named() ? said.with(EntityFormats.CONLL) : said;
        DataFormat found = named.of(file, EntityFormats.CONLL, EntityFormats.KLUE);
        if (named() && !found.equals(EntityFormats.CONLL)) {
            throw new EvaluationException(
                    "--tag-column and --token-column are for CoNLL's columns, found --format klue");
        }
        return found;
    }

    /**
     * A file's sentences.
     *
     * @param format one that {@link #format} gave
     * @param remarks told what was chosen where there was a choice
     */
    public List<TaggedSentence> read(Path file, DataFormat format, Consumer<String> remarks) {
        return format.equals(EntityFormats.KLUE)
                ? KlueNerFile.read(file)
                : ConllFile.read(file, columns(), remarks);
    }

    private ConllColumns columns() {
        try {
            return new ConllColumns(column(token), column(tag));
        } catch (IllegalArgumentException e) {
            throw new EvaluationException("--token-column and --tag-column: " + e.getMessage(), e);
        }
    }

    private static OptionalInt column(Optional<Integer> named) {
        return named.map(OptionalInt::of).orElse(OptionalInt.empty());
    }
}
