package io.github.flinkbert.cli.compare;

import java.util.List;

/**
 * What one model makes of a word.
 *
 * @param model as the user calls it
 * @param family such as {@code BERT}
 * @param numbers of a vector
 * @param cosines of each sentence's vector of the word and each other's; a row a sentence
 */
record Comparison(
        String model, String family, int numbers, List<UseView> uses, List<List<Double>> cosines) {}
