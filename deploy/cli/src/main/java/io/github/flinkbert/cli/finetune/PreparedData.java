package io.github.flinkbert.cli.finetune;

import io.github.flinkbert.training.DevelopmentScorer;
import io.github.flinkbert.training.objective.Example;
import io.github.flinkbert.training.objective.Objective;
import java.util.List;
import java.util.Optional;
import org.apache.flink.annotation.Internal;

/**
 * What a model is to be taught: data as examples for one checkpoint.
 *
 * @param remarks sentences for people about what became of the data
 */
@Internal
public record PreparedData<E extends Example>(
        Objective<E> objective,
        List<E> examples,
        Optional<DevelopmentScorer> development,
        List<String> remarks) {}
