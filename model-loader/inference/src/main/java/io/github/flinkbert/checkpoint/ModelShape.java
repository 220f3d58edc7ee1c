package io.github.flinkbert.checkpoint;

import java.util.Map;
import org.apache.flink.annotation.Internal;

/** How large a model is, whatever its family: what batches, windows and users need to know. */
@Internal
public interface ModelShape {

    /** How many pieces have a vector. */
    int vocabularySize();

    /** Numbers in a vector that leaves the model. */
    int hiddenSize();

    /** Layers above the vectors of the pieces; 0 where there are none. */
    int layers();

    /** Attention heads a layer; 0 where nothing attends. */
    int heads();

    /** The most tokens of a sequence, special tokens included. */
    int maxPositions();

    /** What else there is to know of the model, for people: a name and what it is. */
    default Map<String, String> details() {
        return Map.of();
    }
}
