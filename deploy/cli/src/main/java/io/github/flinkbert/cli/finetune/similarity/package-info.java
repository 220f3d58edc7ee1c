/** Learning vectors that measure meaning from pairs of texts. */
package io.github.flinkbert.cli.finetune.similarity;
