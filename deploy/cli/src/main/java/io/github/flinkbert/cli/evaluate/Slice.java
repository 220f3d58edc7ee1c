package io.github.flinkbert.cli.evaluate;

import io.github.flinkbert.evaluation.EvaluationException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.flink.annotation.Internal;

/**
 * Which part of a file is scored.
 *
 * @param skip items left out at the beginning
 * @param limit most items after them; empty for all
 */
@Internal
public record Slice(int skip, Optional<Integer> limit) {

    public Slice {
        if (skip < 0 || limit.orElse(1) < 1) {
            throw new IllegalArgumentException(
                    "--skip must not be negative and --limit must be at least 1, found %d and %s"
                            .formatted(skip, limit.map(String::valueOf).orElse("none")));
        }
    }

    public <T> List<T> of(Path file, List<T> all) {
        if (all.size() <= skip) {
            throw new EvaluationException(
                    "%s has %d items to score and %d are skipped; expected at least one more"
                            .formatted(file, all.size(), skip));
        }
        int most = Math.min(all.size() - skip, limit.orElse(all.size()));
        return all.subList(skip, skip + most);
    }
}
