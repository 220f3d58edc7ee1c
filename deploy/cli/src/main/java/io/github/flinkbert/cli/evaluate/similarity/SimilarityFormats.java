package io.github.flinkbert.cli.evaluate.similarity;

import io.github.flinkbert.cli.evaluate.DataFormat;
import io.github.flinkbert.cli.evaluate.FormatChoice;
import io.github.flinkbert.cli.evaluate.answers.AnswerFormats;
import io.github.flinkbert.cli.evaluate.labels.LabelFormats;
import io.github.flinkbert.evaluation.similarity.KorStsFile;
import io.github.flinkbert.training.similarity.PairFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The formats of files with texts that belong together. What a file is, its ending says, or else its
 * content.
 */
public final class SimilarityFormats {

    /** Sentence pairs of the STS benchmark, with a header. */
    public static final DataFormat KORSTS =
            DataFormat.of(
                    "korsts", text -> !text.isJson() && text.lines().get(0).contains("sentence1"));

    /** The same without a header: the benchmark's own files. */
    static final DataFormat STSB =
            DataFormat.of(
                    "stsb", text -> !text.isJson() && KorStsFile.fits(text.lines().get(0)));

    /** A text a line. */
    private static final DataFormat TEXT = DataFormat.of("text", beginning -> false);

    private static final Map<DataFormat, PairFile.Layout> LAYOUTS = layouts();

    public static final List<DataFormat> ALL = List.copyOf(LAYOUTS.keySet());

    private SimilarityFormats() {}

    private static Map<DataFormat, PairFile.Layout> layouts() {
        Map<DataFormat, PairFile.Layout> layouts = new LinkedHashMap<>();
        layouts.put(KORSTS, PairFile.Layout.STS);
        layouts.put(STSB, PairFile.Layout.STS);
        AnswerFormats.ALL.forEach(format -> layouts.put(format, PairFile.Layout.SQUAD));
        layouts.put(LabelFormats.TSV, PairFile.Layout.TSV);
        layouts.put(LabelFormats.CSV, PairFile.Layout.CSV);
        layouts.put(LabelFormats.JSONL, PairFile.Layout.JSONL);
        layouts.put(TEXT, PairFile.Layout.TEXT);
        return layouts;
    }

    /**
     * @throws io.github.flinkbert.evaluation.EvaluationException if another task's format was named
     */
    static PairFile.Layout layout(Path file, FormatChoice choice) {
        return choice.isAuto()
                ? PairFile.Layout.AUTO
                : LAYOUTS.get(choice.of(file, ALL.toArray(DataFormat[]::new)));
    }
}
