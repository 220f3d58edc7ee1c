package io.github.flinkbert;

import io.github.flinkbert.checkpoint.Head;
import io.github.flinkbert.encoder.Output;
import io.github.flinkbert.task.EntityDecoder;
import io.github.flinkbert.task.LabelSet;
import io.github.flinkbert.task.WordLabel;

/**
 * A trained head that asks can name: the checkpoint's own, or an adapter's.
 *
 * @param name as asks name it
 * @param branch the engine's branch that computes its scores
 */
record Skill(String name, String branch, Head head) {

    Output scores() {
        return new Output.TokenScores(branch);
    }

    boolean labelsTokens() {
        return head instanceof Head.TokenClassification;
    }

    boolean scoresSpans() {
        return head instanceof Head.SpanScores;
    }

    EntityDecoder entityDecoder(WordLabel wordLabel) {
        Head.TokenClassification labels = (Head.TokenClassification) head;
        return new EntityDecoder(LabelSet.of(labels.labels()), wordLabel);
    }
}
