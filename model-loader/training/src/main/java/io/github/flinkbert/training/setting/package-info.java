/** How a training goes: what is tuned, how the weights follow the gradients, and where it runs. */
@NullMarked
package io.github.flinkbert.training.setting;

import org.jspecify.annotations.NullMarked;
