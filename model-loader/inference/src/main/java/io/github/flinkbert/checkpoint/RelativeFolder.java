package io.github.flinkbert.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.flinkbert.tensor.Weights;
import java.util.Optional;
import org.apache.flink.annotation.Internal;
import org.tensorflow.ndarray.Shape;

/** Reads a Hugging Face folder of BERT or of a relative. */
@Internal
public final class RelativeFolder {

    private RelativeFolder() {}

    /**
     * @throws io.github.flinkbert.failure.CheckpointException if it cannot be used
     */
    public static Checkpoint open(HuggingFaceModelType.Source source, Relative relative) {
        Release release = source.release();
        JsonNode json = source.config();
        BertConfig config = relative.config(json, source.configFile());
        ReleasedTokenizer tokenizer = relative.tokenizer(source);
        MappedWeights stored =
                HuggingFaceWeights.read(source.folder(), name -> relative.allAsBert(name, json));
        if (!json.path("tie_word_embeddings").asBoolean(true)) {
            // the masked-word head would need a matrix of its own, which Google's has not
            stored = stored.without("cls/predictions/");
        }
        int first = relative.firstPosition(json);
        Weights positioned =
                first == 0 ? stored : new RowsFrom(stored, TrainedPositions.TABLE, first);
        Weights weights = relative.segments() ? positioned : withoutSegments(positioned, config);
        return new LoadedCheckpoint(
                relative.family(),
                release.name(),
                source.format(),
                config,
                relative.segments() ? tokenizer : tokenizer.withoutSegments(),
                weights,
                stored,
                HeadReader.of(
                        new HeadReader.Source(
                                weights,
                                config.hiddenSize(),
                                source.folder(),
                                release.name(),
                                Optional.empty(),
                                Optional.empty(),
                                relative.textClass())),
                source.sentences(),
                release.digests());
    }

    /** All tokens are of one type, whose embedding adds nothing. */
    private static Weights withoutSegments(Weights stored, BertConfig config) {
        return new ZerosAdded(
                stored,
                EncoderVariables.SEGMENT_EMBEDDINGS,
                Shape.of(config.segmentTypes(), config.embeddingSize()));
    }
}
