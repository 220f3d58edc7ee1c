package io.github.flinkbert.cli.finetune;

import io.github.flinkbert.cli.terminal.UserException;
import io.github.flinkbert.training.setting.TuningMethod;
import io.github.flinkbert.training.setting.TuningMethod.Lora;
import io.github.flinkbert.training.setting.TuningMethod.Target;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.annotation.Internal;
import picocli.CommandLine.Option;

/** How much of the model is trained. */
@Internal
public final class TuningOptions {

    /** The three methods, as the command line names them. */
    public enum Kind {
        HEAD,
        LORA,
        FULL
    }

    @Option(
            names = {"--tuning-method", "--depth"},
            paramLabel = "head|lora|full",
            defaultValue = "lora",
            description =
                    "What is trained: a head on the frozen encoder, low-rank changes of its top"
                            + " layers as well, or the whole model (default: ${DEFAULT-VALUE}).")
    private Kind kind;

    @Option(
            names = "--lora-rank",
            paramLabel = "R",
            description = "Rank of the changes (default: 16).")
    private Optional<Integer> rank = Optional.empty();

    @Option(
            names = "--lora-alpha",
            paramLabel = "A",
            description = "A change counts A / R times (default: twice the rank).")
    private Optional<Double> alpha = Optional.empty();

    @Option(
            names = "--lora-layers",
            paramLabel = "K",
            description = "Change the top K layers (default: 6).")
    private Optional<Integer> layers = Optional.empty();

    @Option(
            names = "--lora-targets",
            paramLabel = "NAME",
            split = ",",
            description =
                    "Which kernels of a layer: query, key, value, attention-output, intermediate,"
                            + " output (default: all).")
    private List<Target> targets = List.of();

    @Option(
            names = "--freeze-layers",
            paramLabel = "N",
            description =
                    "Leave the embeddings and the N lowest layers as they are; nothing is computed"
                            + " backward there (default: 0; with LoRA all below the top K).")
    private Optional<Integer> frozen = Optional.empty();

    /**
     * @param encoderLayers how many the checkpoint has
     */
    public TuningMethod method(int encoderLayers) {
        boolean loraOptions =
                rank.isPresent() || alpha.isPresent() || layers.isPresent() || !targets.isEmpty();
        if (kind != Kind.LORA && loraOptions) {
            throw new UserException(
                    "--lora-… options are for --tuning-method lora, found --tuning-method "
                            + word(kind));
        }
        frozen.ifPresent(count -> requireLayers("--freeze-layers", count, 0, encoderLayers));
        layers.ifPresent(count -> requireLayers("--lora-layers", count, 1, encoderLayers));
        return switch (kind) {
            case HEAD -> head(encoderLayers);
            case LORA -> lora(encoderLayers);
            case FULL -> new TuningMethod.Full(frozen.orElse(0));
        };
    }

    private TuningMethod head(int encoderLayers) {
        if (frozen.orElse(encoderLayers) != encoderLayers) {
            throw new UserException(
                    "--tuning-method head freezes all %d layers, found --freeze-layers %d"
                            .formatted(encoderLayers, frozen.get()));
        }
        return new TuningMethod.HeadOnly();
    }

    private TuningMethod lora(int encoderLayers) {
        int above = encoderLayers - frozen.orElse(0);
        if (above == 0 || (frozen.isPresent() && layers.orElse(0) > above)) {
            throw new UserException(
                    "of %d layers --freeze-layers %d leaves %d for LoRA, found --lora-layers %s"
                            .formatted(
                                    encoderLayers,
                                    frozen.orElse(0),
                                    above,
                                    layers.map(String::valueOf).orElse("left out")));
        }
        int top = layers.orElseGet(() -> frozen.isPresent() ? above : Lora.DEFAULT.topLayers());
        int usedRank = rank.orElse(Lora.DEFAULT.rank());
        double ratio = Lora.DEFAULT.alpha() / Lora.DEFAULT.rank();
        Set<Target> used = targets.isEmpty() ? Lora.DEFAULT.targets() : EnumSet.copyOf(targets);
        return new Lora(
                usedRank, alpha.orElse(ratio * usedRank), Math.min(top, encoderLayers), used);
    }

    private static void requireLayers(String option, int found, int least, int most) {
        if (found < least || found > most) {
            throw new UserException(
                    "%s must be from %d to the checkpoint's %d layers, found %d"
                            .formatted(option, least, most, found));
        }
    }

    private static String word(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    Kind kind() {
        return kind;
    }
}
