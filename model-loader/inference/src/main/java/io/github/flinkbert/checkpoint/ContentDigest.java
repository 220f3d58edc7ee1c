package io.github.flinkbert.checkpoint;

import io.github.flinkbert.location.FileDigests;
import io.github.flinkbert.tensor.StoredTensor;
import io.github.flinkbert.text.TokenizerRules;
import io.github.flinkbert.text.Vocabulary;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The digest of what a checkpoint says, wherever it lies and however it is packed: its
 * configuration, its pieces, how it makes vectors, where each variable is, and the bytes of the
 * files that hold the numbers.
 */
final class ContentDigest {

    private ContentDigest() {}

    static String of(
            BertConfig config,
            ReleasedTokenizer tokenizer,
            MappedWeights weights,
            Optional<SentenceEmbedding> sentences,
            FileDigests digests) {
        Vocabulary vocabulary = tokenizer.vocabulary();
        Map<Path, String> files = new LinkedHashMap<>();
        StringBuilder text = new StringBuilder(1 << 16);
        text.append(config).append('\n');
        for (int id = 0; id < vocabulary.size(); id++) {
            text.append(vocabulary.piece(id)).append('\n');
        }
        // Of the usual rules nothing is said: digests stay what they were before there were others.
        if (!tokenizer.rules().equals(TokenizerRules.GOOGLE)) {
            text.append(tokenizer.rules()).append('\n');
        }
        tokenizer.other().ifPresent(other -> text.append(other.settings()).append('\n'));
        sentences
                .map(SentenceEmbedding::forCheckpointDigest)
                .filter(said -> !said.isEmpty())
                .ifPresent(said -> text.append(said).append('\n'));
        weights.sources()
                .forEach(
                        (name, source) -> {
                            StoredTensor tensor = source.tensor();
                            String file =
                                    files.computeIfAbsent(tensor.file(), path -> digests.of(path));
                            text.append(
                                    "%s %s %s %s %d %s%n"
                                            .formatted(
                                                    name,
                                                    source.layout(),
                                                    tensor.format(),
                                                    tensor.shape(),
                                                    tensor.offset(),
                                                    file));
                        });
        return FileDigests.ofText(text.toString());
    }
}
