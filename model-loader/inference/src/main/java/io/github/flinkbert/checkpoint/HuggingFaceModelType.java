package io.github.flinkbert.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.flink.annotation.Internal;

/**
 * What a Hugging Face folder holds, by {@code model_type} of its {@code config.json}. Each family
 * that such folders hold brings one or more.
 */
@Internal
public interface HuggingFaceModelType {

    /** As {@code config.json} says it, such as {@code bert}. */
    String name();

    /**
     * @throws io.github.flinkbert.failure.CheckpointException if it cannot be used
     */
    Checkpoint open(Source source);

    /**
     * A folder of this type.
     *
     * @param release where it is; {@code config.json} and the weights are in its folder
     * @param config what {@code config.json} says
     * @param format the form of the whole release, for people
     * @param sentences how a sentence-transformers release makes vectors; empty in every other form
     * @param lowerCased whether text is lower-cased before the tokenizer sees it
     */
    record Source(
            Release release,
            JsonNode config,
            String format,
            Optional<SentenceEmbedding> sentences,
            boolean lowerCased) {

        public Path folder() {
            return release.folder();
        }

        /** Where {@link #config} was read from. */
        public Path configFile() {
            return folder().resolve(HuggingFaceConfig.FILE);
        }
    }
}
