package io.github.flinkbert.cli.finetune;

import io.github.flinkbert.training.data.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.apache.flink.annotation.Internal;

/**
 * The training files' items, parted as the user asked.
 *
 * @param development held out to score after each epoch; empty where files are given for it, or
 *     none is wanted
 * @param test a fold; empty where there are none
 * @param how a sentence about what was held out and how that was chosen; empty where nothing was
 */
@Internal
public record Parts<T>(List<T> training, List<T> development, List<T> test, String how) {

    private static final double SHARE = 0.1;
    private static final int FEW = 20;

    /**
     * @param file which file an item is from
     * @param group what it may not be parted from, within its file
     * @param groups what groups are called
     * @param lastHeld how many of the first file's last groups are to develop on
     * @param mostDrawn the most items to draw where the user says nothing
     */
    public static <T> Parts<T> of(
            List<T> items,
            ToIntFunction<T> file,
            Function<T, ?> group,
            String groups,
            Optional<Integer> lastHeld,
            DataOptions options,
            int mostDrawn,
            long seed) {
        List<T> first = items.stream().filter(item -> file.applyAsInt(item) == 0).toList();
        List<T> others = items.stream().filter(item -> file.applyAsInt(item) > 0).toList();
        List<T> test = List.of();
        if (options.folds().isPresent()) {
            Split<T> fold = Split.fold(first, group, options.folds().get(), options.fold(), seed);
            first = fold.kept();
            test = fold.held();
        }
        if (lastHeld.isPresent()) {
            Split<T> split = Split.lastGroups(first, group, lastHeld.get());
            return new Parts<>(
                    joined(split.kept(), others),
                    split.held(),
                    test,
                    "the last %,d %s of %s".formatted(lastHeld.get(), groups, name(options)));
        }
        List<T> all = joined(first, others);
        if (!options.development().isEmpty() || options.noDevelopment()) {
            return new Parts<>(all, List.of(), test, "");
        }
        double share = Math.min(SHARE, (double) mostDrawn / all.size());
        Split<T> split =
                Split.share(
                        all,
                        item -> List.of(file.applyAsInt(item), group.apply(item)),
                        share,
                        seed);
        return new Parts<>(
                split.kept(),
                split.held(),
                test,
                "%.0f %% of the data, whole %s drawn by seed %d; --development names a file instead"
                        .formatted(100.0 * split.held().size() / all.size(), groups, seed));
    }

    private static String name(DataOptions options) {
        return options.training().get(0).getFileName().toString();
    }

    private static <T> List<T> joined(List<T> first, List<T> others) {
        List<T> all = new ArrayList<>(first);
        all.addAll(others);
        return all;
    }

    /**
     * Where there is too little to develop on for its scores to say which epoch is best.
     *
     * @param items what items are called
     * @param developing how many there are to develop on, from files too
     */
    public Optional<String> warning(String items, int developing) {
        return developing == 0 || developing >= FEW
                ? Optional.empty()
                : Optional.of(
                        ("Warning: %d to develop on are few %s: their scores say little of other"
                                        + " texts, nor which epoch is best.")
                                .formatted(developing, items));
    }

    /**
     * @param items what items are called
     * @param developing how many there are to develop on, from files too
     */
    public List<String> summary(String items, int developing) {
        List<String> lines = new ArrayList<>();
        lines.add("Training on %,d %s.".formatted(training.size(), items));
        if (developing == 0) {
            lines.add("No development data: the last epoch is kept.");
        } else {
            lines.add(
                    "Development on %,d %s%s."
                            .formatted(developing, items, how.isEmpty() ? "" : ": " + how));
        }
        if (!test.isEmpty()) {
            lines.add(
                    "Held out to test, never seen in training: %,d %s."
                            .formatted(test.size(), items));
        }
        return lines;
    }
}
