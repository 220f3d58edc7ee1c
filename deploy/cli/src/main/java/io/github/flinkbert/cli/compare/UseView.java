package io.github.flinkbert.cli.compare;

import java.util.List;

/**
 * What a model makes of a word in one sentence. Lists are empty where it has no such thing.
 *
 * @param neighbours words whose vectors lie nearest, the nearest first
 * @param inItsPlace words that the model would put there, the likeliest first
 * @param attendsTo other words of the sentence, by how much the word attends to them
 */
record UseView(Use use, List<Scored> neighbours, List<Scored> inItsPlace, List<Scored> attendsTo) {

    /**
     * A word and a number of it.
     *
     * @param score a cosine, a probability or a share of attention
     */
    record Scored(String word, double score) {}
}
