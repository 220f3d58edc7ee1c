/**
 * From a released model to one whose dense products are computed in 8 bits: what its activations
 * reach (calibration), how channels are scaled, which product stays as it was, and the folder that
 * keeps all that.
 *
 * <p>Everything here is plain Java arithmetic in a fixed order, so that every process on every
 * machine finds the same numbers. Sources: Xiao et al. 2022, "SmoothQuant"; Dettmers et al. 2022,
 * "LLM.int8()"; Nagel et al. 2021, "A White Paper on Neural Network Quantization"; Wei et al. 2023,
 * "Outlier Suppression+" (shifting channels).
 */
@NullMarked
package io.github.flinkbert.quantization;

import org.jspecify.annotations.NullMarked;
