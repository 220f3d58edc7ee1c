/** BERT (Devlin et al. 2019). */
@NullMarked
package io.github.flinkbert.family.bert;

import org.jspecify.annotations.NullMarked;
