/** Labels of texts and of pairs of texts, learnt from tables and JSON lines. */
package io.github.flinkbert.cli.finetune.labels;
