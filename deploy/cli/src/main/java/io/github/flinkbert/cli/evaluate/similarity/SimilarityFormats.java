package io.github.flinkbert.cli.evaluate.similarity;

import io.github.flinkbert.cli.evaluate.DataFormat;
import java.util.List;
import org.apache.flink.annotation.Internal;

/** The formats of files with sentence pairs. */
@Internal
public final class SimilarityFormats {

    /** Sentence pairs with a header. */
    public static final DataFormat KORSTS =
            DataFormat.of(
                    "korsts", text -> !text.isJson() && text.lines().get(0).contains("sentence1"));

    public static final List<DataFormat> ALL = List.of(KORSTS);

    private SimilarityFormats() {}
}
