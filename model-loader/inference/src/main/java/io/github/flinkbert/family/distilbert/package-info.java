/** DistilBERT (Sanh et al. 2019): half of BERT's layers, no token types, no pooler. */
@NullMarked
package io.github.flinkbert.family.distilbert;

import org.jspecify.annotations.NullMarked;
