/** Files with questions, parted into what is learnt from and what is evaluated by. */
package io.github.flinkbert.cli.finetune.answers;
