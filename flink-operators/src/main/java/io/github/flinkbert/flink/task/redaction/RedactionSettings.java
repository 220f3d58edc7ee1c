package io.github.flinkbert.flink.task.redaction;

import static io.github.flinkbert.flink.option.Option.optional;
import static io.github.flinkbert.flink.option.Option.withDefault;
import static io.github.flinkbert.flink.option.OptionTypes.LIST;
import static io.github.flinkbert.flink.option.OptionTypes.TEXT;
import static io.github.flinkbert.flink.option.OptionTypes.choice;
import static io.github.flinkbert.flink.option.OptionTypes.names;

import io.github.flinkbert.flink.binding.InputField;
import io.github.flinkbert.flink.binding.TaskRequest;
import io.github.flinkbert.flink.binding.TaskSettings;
import io.github.flinkbert.flink.option.Option;
import io.github.flinkbert.flink.option.OptionTypes;
import io.github.flinkbert.flink.option.Settings;
import io.github.flinkbert.flink.task.entities.EntitiesBinding;
import io.github.flinkbert.task.redaction.PersonalPattern;
import io.github.flinkbert.task.redaction.Redact;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The options of redaction; which model finds entities is said as for these themselves. */
final class RedactionSettings implements TaskSettings {

    private static final TaskSettings ENTITIES = new EntitiesBinding().settings().orElseThrow();

    private static final String ALL = "all";
    private static final String NONE = "none";

    private static final Option<List<String>> TYPES =
            optional(
                    "redact-entities",
                    LIST,
                    "Which entities are personal data: types as the model names them, such as PER;"
                            + " all; or none, which needs no model. Redaction must be told.");

    private static final Option<List<String>> PATTERNS =
            withDefault(
                    "redact-patterns",
                    names(
                            Stream.concat(
                                            Arrays.stream(PersonalPattern.values())
                                                    .map(OptionTypes::kebab),
                                            Stream.of(NONE))
                                    .toList()),
                    Arrays.stream(PersonalPattern.values())
                            .map(OptionTypes::kebab)
                            .collect(Collectors.joining(",")),
                    "What is redacted that is known by how it is written, without a model.");

    private static final Option<List<String>> REGIONS =
            withDefault(
                    "redact-regions",
                    LIST,
                    String.join(",", Redact.USUAL_REGIONS),
                    "Countries (ISO 3166) whose phone numbers are found without their country code"
                            + " too; numbers that begin with + are found of every country.");

    private static final Option<ReplacementKind> REPLACEMENT =
            withDefault(
                    "redact-replacement",
                    choice(ReplacementKind.class),
                    "marker",
                    "What stands in their place: marker, the type, [PER]; pseudonym, the same for"
                            + " the same value, [PER-1f9a…]; or nothing.");

    private static final Option<String> KEY_FILE =
            optional(
                    "redact-key-file",
                    TEXT,
                    "File with the key of pseudonyms, 16 bytes or more, at this place on every task"
                            + " manager; the key itself never travels with the job.");

    @Override
    public List<Option<?>> ofJob() {
        return Stream.concat(ofStatement().stream(), RedactedOutput.OPTIONS.stream()).toList();
    }

    @Override
    public List<Option<?>> ofStatement() {
        return List.of(TYPES, PATTERNS, REGIONS, REPLACEMENT, KEY_FILE);
    }

    @Override
    public List<Option<?>> alsoOfJob() {
        return ENTITIES.ofJob();
    }

    @Override
    public List<Option<?>> alsoOfStatement() {
        return ENTITIES.ofStatement();
    }

    @Override
    public void check(Settings settings) {
        settings.find(TYPES)
                .ifPresent(
                        types ->
                                settings.require(
                                        types.size() == 1
                                                || !(types.contains(ALL) || types.contains(NONE)),
                                        "redact-entities must be all, none or types, found more"
                                                + " than one of these"));
        settings.find(PATTERNS)
                .ifPresent(
                        patterns ->
                                settings.require(
                                        patterns.size() == 1 || !patterns.contains(NONE),
                                        "redact-patterns must be none or patterns, found both"));
        settings.find(REPLACEMENT)
                .ifPresent(
                        kind ->
                                settings.require(
                                        settings.isGiven(KEY_FILE)
                                                == (kind == ReplacementKind.PSEUDONYM),
                                        "redact-key-file and redact-replacement=pseudonym belong"
                                                + " together, found one of them"));
        RedactedOutput.check(settings);
    }

    @Override
    public void checkJobInputs(Settings settings, Set<InputField> inputs) {
        checkAsked(settings);
    }

    @Override
    public void checkStatement(Settings settings, Set<InputField> inputs) {
        checkAsked(settings);
    }

    private static void checkAsked(Settings settings) {
        settings.require(
                settings.isGiven(TYPES),
                "redact-entities must be given for redaction: all, none, or types of entities such"
                        + " as PER; without it nobody knows whether names stay");
        settings.find(TYPES)
                .filter(types -> types.equals(List.of(NONE)))
                .ifPresent(
                        none ->
                                settings.require(
                                        patterns(settings)
                                                .map(patterns -> !patterns.isEmpty())
                                                .orElse(true),
                                        "redaction must look for something, found"
                                            + " redact-entities=none and redact-patterns=none"));
        settings.find(REGIONS)
                .ifPresent(
                        regions -> {
                            try {
                                Redact.usual().withRegions(regions);
                            } catch (IllegalArgumentException e) {
                                settings.problem("redact-regions: " + e.getMessage());
                            }
                        });
    }

    private static Optional<List<PersonalPattern>> patterns(Settings settings) {
        return settings.find(PATTERNS)
                .map(
                        names ->
                                Arrays.stream(PersonalPattern.values())
                                        .filter(each -> names.contains(OptionTypes.kebab(each)))
                                        .toList());
    }

    @Override
    public TaskRequest request(Settings settings) {
        List<String> types = settings.get(TYPES);
        return new RedactionRequest(
                types.equals(List.of(NONE)) ? List.of() : List.of(ENTITIES.request(settings)),
                types.equals(List.of(NONE)) || types.equals(List.of(ALL)) ? List.of() : types,
                patterns(settings).orElseThrow(),
                settings.get(REGIONS),
                settings.get(REPLACEMENT),
                settings.find(KEY_FILE).orElse(""));
    }
}
