package io.github.flinkbert.task;

import io.github.flinkbert.checkpoint.Pooling;
import io.github.flinkbert.checkpoint.SentenceEmbedding;
import io.github.flinkbert.text.Tokenizer;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.annotation.Experimental;

/**
 * What an ask may know of the model.
 *
 * @param layers how many transformer layers the encoder has
 * @param maxPositions the longest sequence that is read at once, special tokens included
 * @param sentenceEmbedding how the release itself makes a text's vector, where it says so
 * @param heads trained heads that asks can name
 * @param variables names of the release's own variables, as Google names them
 * @param hiddenSize width of a token's vector of one layer
 * @param poolings how one vector can be made of a text's tokens
 * @param causal whether a token is read behind those before it alone
 */
@Experimental
public record ModelContext(
        Tokenizer tokenizer,
        int layers,
        int maxPositions,
        Optional<SentenceEmbedding> sentenceEmbedding,
        TaskHeads heads,
        Set<String> variables,
        int hiddenSize,
        Set<Pooling> poolings,
        boolean causal) {}
