/**
 * Fine-tuning in TensorFlow Java: objectives, optimizer, LoRA adapters, progress, resume.
 *
 * <p>The frozen lower layers run as in the engine; what they say of each text is kept, for it is
 * the same in every epoch. The layers that are trained are built anew with their backward pass.
 */
package io.github.flinkbert.training;
