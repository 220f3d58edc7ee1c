package io.github.flinkbert.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.flink.annotation.Internal;

/**
 * How a model with BERT's layers differs from BERT in a Hugging Face folder. {@link RelativeFolder}
 * reads it by what is said here.
 */
@Internal
public interface Relative {

    /** The name of its family. */
    String family();

    /**
     * What {@code config.json} says.
     *
     * @throws io.github.flinkbert.failure.CheckpointException if it says what is not obeyed
     */
    BertConfig config(JsonNode json, Path file);

    /**
     * The name that BertModel, or a class with a head on it, has for a tensor, such as {@code
     * encoder.layer.0.attention.self.query.weight}; empty for what is no part of the encoder or of
     * a head that BERT has, too.
     */
    Optional<String> asBert(String tensor, JsonNode json);

    /** All names that BertModel has for a tensor: several where layers share it. */
    default List<String> allAsBert(String tensor, JsonNode json) {
        return asBert(tensor, json).stream().toList();
    }

    /** The class whose classifier stands on {@link BertConfig#pooler}, of the first token. */
    String textClass();

    /**
     * How its files cut text into pieces: into WordPieces, unless a family says otherwise.
     *
     * @throws io.github.flinkbert.failure.CheckpointException if a file says what is not obeyed
     */
    default ReleasedTokenizer tokenizer(HuggingFaceModelType.Source source) {
        ReleasedTokenizer read =
                ReleasedTokenizer.read(
                        source.folder(),
                        source.folder().resolve("vocab.txt"),
                        source.release().name());
        return source.lowerCased() ? read.lowerCasingFirst() : read;
    }

    /** The row of the position table that the first token has. */
    default int firstPosition(JsonNode json) {
        return 0;
    }

    /** Whether the second of two texts has embeddings of its own. */
    default boolean segments() {
        return true;
    }
}
