package io.github.flinkbert.task.vocabulary;

import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.InferencePlan;
import io.github.flinkbert.task.TextContext;
import org.apache.flink.annotation.PublicEvolving;

/**
 * In how many windows the text lies side by side: 1 where the model reads all of it at once. An ask
 * whose windows overlap, or that reads a question too, may take more. Takes no pass of the encoder.
 */
@PublicEvolving
public record CountWindows() implements Ask<Integer> {

    @Override
    public InferencePlan<Integer> plan(TextContext text) {
        return InferencePlan.known(text.windowsSideBySide());
    }

    @Override
    public long bytes(Integer result) {
        return Integer.BYTES;
    }
}
