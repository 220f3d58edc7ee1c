package io.github.flinkbert.cli.evaluate.similarity;

import io.github.flinkbert.cli.evaluate.DataFormat;
import io.github.flinkbert.cli.evaluate.FormatChoice;
import io.github.flinkbert.evaluation.EvaluationException;
import io.github.flinkbert.evaluation.similarity.KorStsFile;
import io.github.flinkbert.training.similarity.PairFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.annotation.Internal;

/**
 * The formats of files with texts that belong together. What a file is, its content says, or else
 * its ending.
 */
@Internal
public final class SimilarityFormats {

    /** Sentence pairs of the STS benchmark, with a header. */
    public static final DataFormat KORSTS =
            DataFormat.of(
                    "korsts", text -> !text.isJson() && text.lines().get(0).contains("sentence1"));

    /** The same without a header: the benchmark's own files. */
    public static final DataFormat STSB =
            DataFormat.of("stsb", text -> !text.isJson() && KorStsFile.fits(text.lines().get(0)));

    /** A text a line. */
    private static final DataFormat TEXT = DataFormat.of("text", beginning -> false);

    /** Those of its own; other tasks' formats that it reads, too, are those of {@link #LAYOUTS}. */
    public static final List<DataFormat> ALL = List.of(KORSTS, STSB, TEXT);

    private static final Map<String, PairFile.Layout> LAYOUTS = layouts();

    private SimilarityFormats() {}

    private static Map<String, PairFile.Layout> layouts() {
        Map<String, PairFile.Layout> layouts = new LinkedHashMap<>();
        layouts.put(KORSTS.word(), PairFile.Layout.STS);
        layouts.put(STSB.word(), PairFile.Layout.STS);
        layouts.put("squad", PairFile.Layout.SQUAD);
        layouts.put("korquad", PairFile.Layout.SQUAD);
        layouts.put("tsv", PairFile.Layout.TSV);
        layouts.put("csv", PairFile.Layout.CSV);
        layouts.put("jsonl", PairFile.Layout.JSONL);
        layouts.put(TEXT.word(), PairFile.Layout.TEXT);
        return layouts;
    }

    /**
     * @throws EvaluationException if another task's format was named
     */
    static PairFile.Layout layout(Path file, FormatChoice choice) {
        if (choice.isAuto()) {
            return PairFile.Layout.AUTO;
        }
        PairFile.Layout layout = LAYOUTS.get(choice.word());
        if (layout == null) {
            throw new EvaluationException(
                    "%s has the format %s, which this task is not scored on; expected one of %s"
                            .formatted(file, choice.word(), String.join(", ", LAYOUTS.keySet())));
        }
        return layout;
    }
}
