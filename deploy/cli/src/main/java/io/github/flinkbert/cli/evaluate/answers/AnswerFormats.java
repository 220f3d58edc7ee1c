package io.github.flinkbert.cli.evaluate.answers;

import io.github.flinkbert.cli.evaluate.DataFormat;
import java.util.List;
import org.apache.flink.annotation.Internal;

/** The formats of files with questions. */
@Internal
public final class AnswerFormats {

    private static final String KORQUAD_NAME = "KorQuAD";

    /** SQuAD's layout, 1.1 or 2.0. */
    public static final DataFormat SQUAD =
            DataFormat.of("squad", text -> text.isJson() && !text.text().contains(KORQUAD_NAME));

    /** SQuAD's layout, scored as KorQuAD 1.0 is: in characters. */
    public static final DataFormat KORQUAD =
            DataFormat.of("korquad", text -> text.isJson() && text.text().contains(KORQUAD_NAME));

    public static final List<DataFormat> ALL = List.of(SQUAD, KORQUAD);

    private AnswerFormats() {}
}
