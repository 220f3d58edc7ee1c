package io.github.flinkbert.checkpoint;

import org.apache.flink.annotation.Internal;

/** BERT in a Hugging Face folder. */
@Internal
public final class HuggingFaceBert implements HuggingFaceModelType {

    /** The family's name. */
    public static final String FAMILY = "BERT";

    /** Of folders that do not say their type, too: the first that were made. */
    static final String NAME = "bert";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Checkpoint open(Source source) {
        Release release = source.release();
        BertConfig config = HuggingFaceConfig.read(source.config(), source.configFile());
        ReleasedTokenizer tokenizer =
                ReleasedTokenizer.read(
                        source.folder(), source.folder().resolve("vocab.txt"), release.name());
        MappedWeights weights = HuggingFaceWeights.read(source.folder());
        if (!source.config().path("tie_word_embeddings").asBoolean(true)) {
            // the masked-word head would need a matrix of its own, which Google's has not
            weights = weights.without("cls/predictions/");
        }
        return new LoadedCheckpoint(
                release.name(),
                source.format(),
                config,
                source.lowerCased() ? tokenizer.lowerCasingFirst() : tokenizer,
                weights,
                HeadReader.of(
                        new HeadReader.Source(
                                weights, config.hiddenSize(), source.folder(), release.name())),
                source.sentences(),
                release.digests());
    }
}
