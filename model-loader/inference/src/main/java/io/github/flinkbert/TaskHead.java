package io.github.flinkbert;

import io.github.flinkbert.checkpoint.AggregationStrategy;
import io.github.flinkbert.checkpoint.Head;
import io.github.flinkbert.encoder.Output;
import io.github.flinkbert.task.entities.EntityDecoder;
import io.github.flinkbert.task.entities.LabelSet;
import java.util.EnumMap;
import java.util.Map;

/**
 * A trained head that asks can name: the checkpoint's own, or an adapter's. Immutable.
 *
 * @param name as asks name it
 * @param scores what the engine computes for it: the scores of its branch's head
 * @param head what it was trained for
 * @param decoders one for each way of labelling words, made once; empty for a head that labels none
 */
record TaskHead(String name, Output scores, Head head, Map<AggregationStrategy, EntityDecoder> decoders) {

    /**
     * @param branch the engine's branch that the head stands on
     */
    static TaskHead of(String name, String branch, Head head) {
        Map<AggregationStrategy, EntityDecoder> decoders = new EnumMap<>(AggregationStrategy.class);
        if (head instanceof Head.TokenClassification tokens) {
            LabelSet labels = LabelSet.of(tokens.labels());
            for (AggregationStrategy wordLabel : AggregationStrategy.values()) {
                AggregationStrategy used = wordLabel == AggregationStrategy.AS_TRAINED ? tokens.wordLabel() : wordLabel;
                decoders.put(wordLabel, new EntityDecoder(labels, used));
            }
        }
        return new TaskHead(name, new Output.TokenScores(branch), head, decoders);
    }

    boolean labelsTokens() {
        return head instanceof Head.TokenClassification;
    }

    boolean scoresSpans() {
        return head instanceof Head.SpanScores;
    }

    EntityDecoder entityDecoder(AggregationStrategy wordLabel) {
        return decoders.get(wordLabel);
    }
}
