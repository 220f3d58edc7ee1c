/**
 * ELMo (Peters et al. 2018): words read character by character, and two language models of LSTMs,
 * one from the left and one from the right.
 */
@NullMarked
package io.github.flinkbert.family.elmo;

import org.jspecify.annotations.NullMarked;
