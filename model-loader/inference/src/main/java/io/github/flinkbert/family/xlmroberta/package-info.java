/** XLM-RoBERTa (Conneau et al. 2020): RoBERTa in a hundred languages, cut by a unigram model. */
@NullMarked
package io.github.flinkbert.family.xlmroberta;

import org.jspecify.annotations.NullMarked;
