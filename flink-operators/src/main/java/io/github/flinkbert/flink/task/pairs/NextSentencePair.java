package io.github.flinkbert.flink.task.pairs;

import io.github.flinkbert.flink.task.labels.LabelSelection;
import io.github.flinkbert.task.InferencePlan;
import io.github.flinkbert.task.TextContext;
import io.github.flinkbert.task.labels.LabelScore;
import io.github.flinkbert.task.labels.TextLabels;
import io.github.flinkbert.task.pairs.NextSentence;
import io.github.flinkbert.task.pairs.NextSentenceScore;
import java.util.List;

/** By the head that BERT was pre-trained with; its labels are those of BERT's paper. */
record NextSentencePair(NextSentence ask, LabelSelection selection) implements PairAsk {

    static final String IS_NEXT = "IsNext";
    static final String NOT_NEXT = "NotNext";

    @Override
    public InferencePlan<PairResult> plan(TextContext text) {
        InferencePlan<NextSentenceScore> plan = ask.plan(text);
        return new InferencePlan<>(
                plan.input(), plan.outputs(), plan.decoder().andThen(this::result));
    }

    private PairResult result(NextSentenceScore found) {
        LabelScore next = new LabelScore(IS_NEXT, found.isNext());
        LabelScore not = new LabelScore(NOT_NEXT, 1 - found.isNext());
        boolean isNext = next.score() >= not.score();
        TextLabels labels = new TextLabels(isNext ? List.of(next, not) : List.of(not, next), 1);
        return new PairResult(selection.of(labels), found.truncated());
    }
}
