package io.github.flinkbert.training.objective;

import org.apache.flink.annotation.Experimental;

/**
 * A dense layer that is trained and kept whole, one of PEFT's {@code modules_to_save}.
 *
 * @param kernel Google's name of its kernel
 * @param bias Google's name of its bias, [outputs]
 * @param module Hugging Face's name of the layer, such as {@code classifier} or {@code
 *     bert.pooler.dense}
 * @param layout of the kernel's numbers
 */
@Experimental
public record SavedModule(String kernel, String bias, String module, Layout layout) {

    /** Hugging Face keeps every kernel as [outputs, inputs]. */
    public enum Layout {
        /** [outputs, inputs], as Google's heads have it. */
        OUTPUTS_FIRST,
        /** [inputs, outputs], as the layers of Google's encoder have it. */
        INPUTS_FIRST
    }

    /** A head's kernel and bias, [outputs, hidden size] and [outputs]. */
    public static SavedModule head(String kernel, String bias, String module) {
        return new SavedModule(kernel, bias, module, Layout.OUTPUTS_FIRST);
    }

    /**
     * A layer of the encoder.
     *
     * @param name Google's, without {@code /kernel}
     */
    public static SavedModule layer(String name, String module) {
        return new SavedModule(name + "/kernel", name + "/bias", module, Layout.INPUTS_FIRST);
    }
}
