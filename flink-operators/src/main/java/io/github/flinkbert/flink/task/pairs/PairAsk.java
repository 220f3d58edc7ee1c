package io.github.flinkbert.flink.task.pairs;

import io.github.flinkbert.task.Ask;

/** Asks for {@link PairsTask}. */
sealed interface PairAsk extends Ask<PairResult> permits LabelledPair, NextSentencePair {

    /** A score and the references to it and its label, which many results share. */
    long SCORE_BYTES = 32;

    @Override
    default long bytes(PairResult result) {
        return SCORE_BYTES * (1 + result.labels().size());
    }
}
