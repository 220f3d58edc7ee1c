package io.github.flinkbert.training;

import io.github.flinkbert.training.objective.Example;
import io.github.flinkbert.training.objective.Objective;
import io.github.flinkbert.training.setting.TrainingSettings;
import java.util.List;

/** {@link Identity}, for tests that know the tasks. */
public final class TrainingIdentity {

    private TrainingIdentity() {}

    public static String of(
            String fingerprint,
            Objective<?> objective,
            List<? extends Example> examples,
            TrainingSettings settings,
            boolean bfloat16) {
        return Identity.of(fingerprint, objective, examples, settings, bfloat16);
    }
}
