/** Plain text to learn masked words from. */
package io.github.flinkbert.cli.finetune.masks;
