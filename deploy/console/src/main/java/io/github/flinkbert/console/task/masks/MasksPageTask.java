package io.github.flinkbert.console.task.masks;

import io.github.flinkbert.console.task.PageTask;
import io.github.flinkbert.console.task.Trial;
import io.github.flinkbert.task.masks.FillMasks;
import io.github.flinkbert.text.MaskedText;
import java.util.List;
import org.apache.flink.annotation.Internal;

/** The likeliest words for each {@code [MASK]} of a text that is tried. */
@Internal
public final class MasksPageTask implements PageTask {

    private static final int CANDIDATES = 5;

    /** Shows {@code masks}: for each its candidates, likeliest first. */
    @Override
    public void ask(Trial trial) {
        trial.show("masks", List.of());
        if (trial.typed().text().contains(MaskedText.MASK)) {
            trial.ask(new FillMasks(CANDIDATES), found -> trial.show("masks", found.masks()));
        }
    }
}
