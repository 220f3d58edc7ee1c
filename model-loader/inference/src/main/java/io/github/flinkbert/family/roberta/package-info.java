/** RoBERTa (Liu et al. 2019): BERT's layers, byte-level pieces, no token types. */
@NullMarked
package io.github.flinkbert.family.roberta;

import org.jspecify.annotations.NullMarked;
