package io.github.flinkbert.flink.config;

import static io.github.flinkbert.flink.config.Option.optional;
import static io.github.flinkbert.flink.config.Option.withDefault;
import static io.github.flinkbert.flink.config.OptionTypes.TEXT;
import static io.github.flinkbert.flink.config.OptionTypes.wholeNumber;

import java.util.List;

/** Where the Kafka job asks the model, apart from where it reads and writes. */
final class PlacementOptions {

    public static final Option<String> INFERENCE_RESOURCE =
            optional(
                    "inference-resource",
                    TEXT,
                    "The name of Flink's external resource that a slot for the model must have,"
                            + " such as gpu: the model is then asked in slots of its own, and a"
                            + " task manager's devices are dealt to its subtasks.");

    public static final Option<Integer> INFERENCE_OFF_HEAP =
            withDefault(
                    "inference-off-heap-mebibytes",
                    wholeNumber(1),
                    "1200",
                    "Native memory of such a slot; flink-bert inspect prints the number.");

    /** In the order in which help shows them. */
    static final List<Option<?>> ALL = List.of(INFERENCE_RESOURCE, INFERENCE_OFF_HEAP);

    private PlacementOptions() {}
}
