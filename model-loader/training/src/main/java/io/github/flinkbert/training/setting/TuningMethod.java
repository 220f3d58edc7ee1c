package io.github.flinkbert.training.setting;

import java.util.EnumSet;
import java.util.Set;
import org.apache.flink.annotation.Experimental;

/** How much of the model is trained; a head always is. */
@Experimental
public sealed interface TuningMethod {

    /** The lowest encoder layer of {@code layers} that a gradient reaches, counted from 0. */
    int fromLayer(int layers);

    /** Nothing but the head, on the frozen encoder's last hidden states. */
    record HeadOnly() implements TuningMethod {
        @Override
        public int fromLayer(int layers) {
            return layers;
        }
    }

    /**
     * Low-rank changes of the top layers' kernels (Hu et al. 2021, "LoRA: Low-Rank Adaptation of
     * Large Language Models").
     *
     * @param rank columns of the low-rank matrices, at least 1
     * @param alpha PEFT's {@code lora_alpha}: the change is multiplied by {@code alpha / rank}
     * @param topLayers how many layers are changed, from the top; more than there are means all
     * @param targets which kernels of a layer
     */
    record Lora(int rank, double alpha, int topLayers, Set<Target> targets)
            implements TuningMethod {

        /** Rank 16 on all kernels of the top 6 layers: 5.3 MB for BERT-Base. */
        public static final Lora DEFAULT = new Lora(16, 32, 6, EnumSet.allOf(Target.class));

        public Lora {
            if (rank < 1 || !(alpha > 0) || topLayers < 1 || targets.isEmpty()) {
                throw new IllegalArgumentException(
                        ("LoRA needs a rank of at least 1, a positive alpha, at least one layer and"
                                        + " one target, found %d, %s, %d and %s")
                                .formatted(rank, alpha, topLayers, targets));
            }
            targets = Set.copyOf(targets);
        }

        @Override
        public int fromLayer(int layers) {
            return Math.max(0, layers - topLayers);
        }
    }

    /**
     * Every weight, from a layer on.
     *
     * @param frozenLayers how many of the lowest encoder layers stay as they are; the embedding
     *     layer is trained only where this is 0
     */
    record Full(int frozenLayers) implements TuningMethod {
        public Full {
            if (frozenLayers < 0) {
                throw new IllegalArgumentException(
                        "frozen layers must be 0 or more, found " + frozenLayers);
            }
        }

        @Override
        public int fromLayer(int layers) {
            return Math.min(frozenLayers, layers);
        }
    }

    /** A kernel of a transformer layer. */
    enum Target {
        QUERY("attention.self.query", "attention/self/query"),
        KEY("attention.self.key", "attention/self/key"),
        VALUE("attention.self.value", "attention/self/value"),
        ATTENTION_OUTPUT("attention.output.dense", "attention/output/dense"),
        INTERMEDIATE("intermediate.dense", "intermediate/dense"),
        OUTPUT("output.dense", "output/dense");

        private final String module;
        private final String variable;

        Target(String module, String variable) {
            this.module = module;
            this.variable = variable;
        }

        /** Hugging Face's name within a layer, such as {@code attention.self.query}. */
        public String module() {
            return module;
        }

        /** Google's name within a layer, such as {@code attention/self/query}. */
        public String variable() {
            return variable;
        }
    }
}
