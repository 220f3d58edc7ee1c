package io.github.flinkbert.flink.config;

import io.github.flinkbert.flink.option.Settings;

/**
 * What options must be to each other: rules of a group stand beside its options, those of a task in
 * its package. A rule whose options are themselves at fault is silent.
 */
final class JobRules {

    private JobRules() {}

    static void check(Settings settings) {
        SourceOptions.check(settings);
        InputOptions.check(settings);
        OutputOptions.check(settings);
        InPlaceOptions.check(settings);
        RegistryOptions.check(settings);
        ExecutionOptions.check(settings);
        UpdateOptions.check(settings);
        ModelOptions.check(settings);
        ModelOptions.requireModel(settings);
        RouteOptions.check(settings);
        TaskOptions.check(settings);
        DuplicateOptions.check(settings);
    }
}
