/** ELECTRA (Clark et al. 2020): BERT's layers, pre-trained to tell replaced tokens. */
@NullMarked
package io.github.flinkbert.family.electra;

import org.jspecify.annotations.NullMarked;
