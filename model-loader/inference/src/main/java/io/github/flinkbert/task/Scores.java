package io.github.flinkbert.task;

import io.github.flinkbert.encoder.Output;
import io.github.flinkbert.tensor.Matrix;
import io.github.flinkbert.text.Window;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.annotation.Experimental;

/** What the encoder gave for an input: for each window, one matrix an output. */
@Experimental
public final class Scores {

    private final EncodedInput input;
    private final List<Map<Output, Matrix>> windows;

    /**
     * @param outputs in the order of the matrices
     * @param results for each sequence of the input, one matrix an output
     */
    public Scores(EncodedInput input, List<Output> outputs, List<List<Matrix>> results) {
        this.input = input;
        windows = new ArrayList<>(results.size());
        for (List<Matrix> result : results) {
            Map<Output, Matrix> byOutput = new HashMap<>();
            for (int i = 0; i < outputs.size(); i++) {
                byOutput.put(outputs.get(i), result.get(i));
            }
            windows.add(byOutput);
        }
    }

    /** One window's. */
    public Matrix of(int window, Output output) {
        return Objects.requireNonNull(
                windows.get(window).get(output), () -> output + " was not asked for");
    }

    /** Those of the tokens of all windows; row 0 of a sequence is {@code [CLS]}. */
    public List<ScoredWindow> ofTokens(Output output) {
        List<ScoredWindow> scored = new ArrayList<>(windows.size());
        for (int i = 0; i < windows.size(); i++) {
            Window window = input.windows().get(i);
            scored.add(
                    new ScoredWindow(window.from(), window.to(), input.firstRow(), of(i, output)));
        }
        return scored;
    }
}
