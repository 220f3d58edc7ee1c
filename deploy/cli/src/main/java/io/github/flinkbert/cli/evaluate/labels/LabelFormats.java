package io.github.flinkbert.cli.evaluate.labels;

import io.github.flinkbert.cli.evaluate.DataFormat;
import io.github.flinkbert.cli.evaluate.FormatChoice;
import io.github.flinkbert.training.labels.LabelledTextFile;
import java.nio.file.Path;
import java.util.List;

/**
 * The formats of files with labels. What a file is, its ending says, or else its first line: other
 * tasks' files have tabs and commas, too, so that none of these is recognised among theirs.
 */
public final class LabelFormats {

    /** Columns parted by tabs. */
    static final DataFormat TSV = DataFormat.of("tsv", beginning -> false);

    /** Columns parted by commas, quoted as RFC 4180 has it. */
    static final DataFormat CSV = DataFormat.of("csv", beginning -> false);

    /** A JSON object a line. */
    static final DataFormat JSONL = DataFormat.of("jsonl", beginning -> false);

    public static final List<DataFormat> ALL = List.of(TSV, CSV, JSONL);

    private LabelFormats() {}

    /**
     * @throws io.github.flinkbert.evaluation.EvaluationException if another task's format was named
     */
    static LabelledTextFile.Layout layout(Path file, FormatChoice choice) {
        if (choice.isAuto()) {
            return LabelledTextFile.Layout.AUTO;
        }
        DataFormat format = choice.of(file, TSV, CSV, JSONL);
        if (format.equals(CSV)) {
            return LabelledTextFile.Layout.CSV;
        }
        return format.equals(TSV) ? LabelledTextFile.Layout.TSV : LabelledTextFile.Layout.JSONL;
    }
}
