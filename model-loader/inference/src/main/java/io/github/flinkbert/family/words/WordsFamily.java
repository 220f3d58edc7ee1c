package io.github.flinkbert.family.words;

import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.checkpoint.ReleaseForm;
import io.github.flinkbert.encoder.EncoderSettings;
import io.github.flinkbert.encoder.SequenceEncoder;
import io.github.flinkbert.family.ModelFamily;
import io.github.flinkbert.text.Tokenizer;
import java.util.List;
import org.apache.flink.annotation.Internal;

/** Tables of word vectors, in the files of word2vec, GloVe, fastText and winkNLP. */
@Internal
public final class WordsFamily implements ModelFamily {

    static final String NAME = "word vectors";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<ReleaseForm> forms() {
        return List.of(new WordsRelease());
    }

    @Override
    public boolean usesTensorFlow() {
        return false;
    }

    @Override
    public SequenceEncoder load(
            Checkpoint checkpoint,
            Tokenizer tokenizer,
            EncoderSettings settings,
            int maxPositions) {
        if (checkpoint instanceof WordsCheckpoint own) {
            return new WordsEncoder(own.vectors());
        }
        throw new IllegalArgumentException(
                "%s holds no word vectors, but is of the family %s"
                        .formatted(checkpoint.name(), checkpoint.family()));
    }
}
