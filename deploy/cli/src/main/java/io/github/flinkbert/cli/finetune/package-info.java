/**
 * Fine-tuning for people: files into examples, progress while it runs, and beside the result a log,
 * a picture of the curves and a model card. What is computed lies in {@code
 * io.github.flinkbert.training}.
 */
package io.github.flinkbert.cli.finetune;
