package io.github.flinkbert.flink.config;

import static io.github.flinkbert.flink.option.Option.optional;
import static io.github.flinkbert.flink.option.Option.withDefault;
import static io.github.flinkbert.flink.option.OptionTypes.DURATION_TYPE;
import static io.github.flinkbert.flink.option.OptionTypes.NUMBER;
import static io.github.flinkbert.flink.option.OptionTypes.choice;

import io.github.flinkbert.flink.config.ExecutionOptions.Order;
import io.github.flinkbert.flink.option.Option;
import io.github.flinkbert.flink.option.Option.Typed;
import io.github.flinkbert.flink.option.Settings;
import io.github.flinkbert.flink.task.embedding.EmbeddingTask;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.flink.annotation.Internal;
import org.apache.flink.configuration.ConfigOptions.OptionBuilder;

/** Whether the Kafka job looks for texts that say nearly the same as one before. */
@Internal
public final class DuplicateOptions {

    /** Below it, too many keys would be needed. */
    private static final double LEAST_THRESHOLD = 0.8;

    static final Option<Handling> NEAR_DUPLICATES =
            optional(
                    "near-duplicates",
                    choice(Handling.class),
                    "What becomes of a text whose embedding lies near to one that came before: mark"
                            + " writes the first one's id into its field duplicateOf, drop leaves"
                            + " it out; by default they are not looked for.");

    static final Option<Double> THRESHOLD =
            withDefault(
                    "near-duplicates-threshold",
                    Typed.of("number", DuplicateOptions::threshold, OptionBuilder::doubleType),
                    "0.95",
                    "The cosine from which on two embeddings are near, from 0.8 to 1.");

    static final Option<Duration> WITHIN =
            withDefault(
                    "near-duplicates-within",
                    DURATION_TYPE,
                    "1h",
                    "How long a text is remembered for near-duplicates.");

    /** In the order in which help shows them. */
    static final List<Option<?>> ALL = List.of(NEAR_DUPLICATES, THRESHOLD, WITHIN);

    private DuplicateOptions() {}

    /** What becomes of near duplicates. */
    public enum Handling {
        /** They have the first one's id. */
        MARK,
        /** They are not written. */
        DROP
    }

    /**
     * Near duplicates are looked for.
     *
     * @param threshold cosine from which on two embeddings are near
     * @param within how long a text is remembered
     */
    public record DuplicatesConfig(Handling handling, double threshold, Duration within)
            implements Serializable {

        static Optional<DuplicatesConfig> from(Settings settings) {
            return settings.find(NEAR_DUPLICATES)
                    .map(
                            handling ->
                                    new DuplicatesConfig(
                                            handling,
                                            settings.get(THRESHOLD),
                                            settings.get(WITHIN)));
        }
    }

    private static Double threshold(String text) {
        String expected = "a number from %s to 1".formatted(LEAST_THRESHOLD);
        double value;
        try {
            value = NUMBER.parser().parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(expected, e);
        }
        if (value < LEAST_THRESHOLD || value > 1) {
            throw new IllegalArgumentException(expected);
        }
        return value;
    }

    static void check(Settings settings) {
        if (!settings.isGiven(NEAR_DUPLICATES)) {
            for (Option<?> option : List.of(THRESHOLD, WITHIN)) {
                settings.require(
                        !settings.isGiven(option),
                        "%s is for near-duplicates, which is not given".formatted(option.key()));
            }
            return;
        }
        settings.find(WITHIN)
                .ifPresent(
                        within ->
                                settings.require(
                                        !within.isZero(),
                                        "near-duplicates-within must be greater than 0"));
        settings.find(TaskOptions.TASKS)
                .ifPresent(
                        tasks ->
                                settings.require(
                                        tasks.contains(EmbeddingTask.KEY.name()),
                                        "near-duplicates compares embeddings: tasks must have"
                                                + " embedding, found "
                                                + String.join(", ", tasks)));
        // A job that is ordered unless told otherwise must not lose its order without a word.
        settings.find(ExecutionOptions.ORDER)
                .ifPresent(
                        order ->
                                settings.require(
                                        order == Order.UNORDERED,
                                        "near-duplicates gives texts on in another order than they"
                                            + " came in: expected order = unordered beside it"));
    }

    /** Of what is asked: vectors as the model computes them. */
    static void checkAsked(Settings settings, AskConfig asks) {
        settings.require(
                !settings.isGiven(NEAR_DUPLICATES)
                        || !asks.tasks().contains(EmbeddingTask.QUANTIZED),
                "near-duplicates compares embeddings of float32: vector-format must be float32");
    }
}
