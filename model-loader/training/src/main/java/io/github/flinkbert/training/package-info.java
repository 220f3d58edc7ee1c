/**
 * Fine-tuning in TensorFlow Java: training loop, LoRA adapters, progress, resume.
 *
 * <p>The frozen lower layers run as in the engine; what they say of each text is kept, for it is
 * the same in every epoch. The layers that are trained are built anew with their backward pass.
 * What is learnt is an {@link io.github.flinkbert.training.objective.Objective}, which the caller
 * gives; each task is a package with one.
 */
@NullMarked
package io.github.flinkbert.training;

import org.jspecify.annotations.NullMarked;
