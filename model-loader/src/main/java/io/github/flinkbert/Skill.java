package io.github.flinkbert;

import io.github.flinkbert.checkpoint.Head;
import io.github.flinkbert.encoder.Output;
import io.github.flinkbert.task.EntityDecoder;
import io.github.flinkbert.task.LabelSet;
import io.github.flinkbert.task.WordLabel;

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
record Skill(String name, Output scores, Head head, Map<WordLabel, EntityDecoder> decoders) {

    /**
     * @param branch the engine's branch that the head stands on
     */
    static Skill of(String name, String branch, Head head) {
        Map<WordLabel, EntityDecoder> decoders = new EnumMap<>(WordLabel.class);
        if (head instanceof Head.TokenClassification tokens) {
            LabelSet labels = LabelSet.of(tokens.labels());
            for (WordLabel wordLabel : WordLabel.values()) {
                decoders.put(wordLabel, new EntityDecoder(labels, wordLabel));
            }
        }
        return new Skill(name, new Output.TokenScores(branch), head, decoders);
    }

    boolean labelsTokens() {
        return head instanceof Head.TokenClassification;
    }

    boolean scoresSpans() {
        return head instanceof Head.SpanScores;
    }

    EntityDecoder entityDecoder(WordLabel wordLabel) {
        return decoders.get(wordLabel);
    }
}
