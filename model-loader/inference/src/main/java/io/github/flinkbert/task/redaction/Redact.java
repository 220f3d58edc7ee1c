package io.github.flinkbert.task.redaction;

import io.github.flinkbert.checkpoint.Head;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.HeadNeed;
import io.github.flinkbert.task.InferencePlan;
import io.github.flinkbert.task.TextContext;
import io.github.flinkbert.task.entities.Entities;
import io.github.flinkbert.task.entities.Entity;
import io.github.flinkbert.task.entities.LabelSet;
import io.github.flinkbert.task.entities.TagEntities;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.annotation.PublicEvolving;

/**
 * Takes personal data out of a text: entities, where there is a model that finds them, and what is
 * known by how it is written. Patterns come before entities where both have found the same.
 *
 * <p>A text is as well redacted as its entities are found: no model finds all names.
 *
 * @param entities how entities are found; empty to redact none
 * @param types which of the model's types are redacted; empty for all of them
 * @param patterns which kinds are found by how they are written
 * @param regions ISO 3166 codes of the countries whose phone numbers are found without their
 *     country code
 * @param replacement what stands in their place
 */
@PublicEvolving
public record Redact(
        Optional<TagEntities> entities,
        Set<String> types,
        Set<PersonalPattern> patterns,
        List<String> regions,
        Replacement replacement)
        implements Ask<Redaction> {

    /** Where nobody says which countries' phone numbers are written without their country code. */
    public static final List<String> USUAL_REGIONS = List.of("KR", "US");

    private static final HeadNeed<Head.TokenClassification> NEED =
            new HeadNeed<>(
                    Head.TokenClassification.class,
                    "labels tokens, for entities",
                    "redacted entities need a head for tokens");

    /** Bytes of a span. */
    private static final int SPAN_BYTES = 48;

    public Redact {
        types = Set.copyOf(types);
        patterns = Set.copyOf(patterns);
        regions = List.copyOf(regions);
        if (entities.isEmpty() && !types.isEmpty()) {
            throw new IllegalArgumentException(
                    "types of entities need a model that finds entities, found the types %s and no model"
                            .formatted(new TreeSet<>(types)));
        }
        if (entities.isEmpty() && patterns.isEmpty()) {
            throw new IllegalArgumentException(
                    "redaction must look for something: expected entities or patterns, found"
                            + " neither");
        }
        regions.stream()
                .filter(region -> !PhoneNumbers.isRegion(region))
                .findFirst()
                .ifPresent(
                        region -> {
                            throw new IllegalArgumentException(
                                    "a region of phone numbers must be a country's code such as KR"
                                            + " or US, found "
                                            + region);
                        });
    }

    /** All patterns, markers in their place, no entities. */
    public static Redact usual() {
        return new Redact(
                Optional.empty(),
                Set.of(),
                EnumSet.allOf(PersonalPattern.class),
                USUAL_REGIONS,
                new Replacement.Marker());
    }

    /** The same, and these entities; of no types for all. */
    public Redact with(TagEntities found, Collection<String> wanted) {
        return new Redact(Optional.of(found), Set.copyOf(wanted), patterns, regions, replacement);
    }

    /** The same with these patterns. */
    public Redact with(Set<PersonalPattern> wanted) {
        return new Redact(entities, types, wanted, regions, replacement);
    }

    /** The same with phone numbers of these countries. */
    public Redact withRegions(List<String> countries) {
        return new Redact(entities, types, patterns, countries, replacement);
    }

    /** The same with this in their place. */
    public Redact with(Replacement other) {
        return new Redact(entities, types, patterns, regions, other);
    }

    @Override
    public InferencePlan<Redaction> plan(TextContext text) {
        List<Finding> patterned =
                patterns.stream()
                        .sorted()
                        .flatMap(pattern -> pattern.find(text.text(), regions).stream())
                        .toList();
        if (entities.isEmpty()) {
            return InferencePlan.known(Rewriting.of(text.text(), patterned, replacement));
        }
        requireTypes(text, entities.get().model());
        InferencePlan<Entities> tagged = entities.get().plan(text);
        return new InferencePlan<>(
                tagged.input(),
                tagged.outputs(),
                scores -> {
                    List<Finding> found = new ArrayList<>(patterned);
                    for (Entity entity : tagged.decoder().apply(scores).entities()) {
                        if (types.isEmpty() || types.contains(entity.label())) {
                            found.add(finding(entity));
                        }
                    }
                    return Rewriting.of(text.text(), found, replacement);
                });
    }

    private static Finding finding(Entity entity) {
        String value =
                Normalizer.normalize(entity.text(), Normalizer.Form.NFC)
                        .strip()
                        .replaceAll("\\s+", " ");
        return new Finding(entity.label(), entity.start(), entity.end(), value);
    }

    private void requireTypes(TextContext text, String model) {
        if (types.isEmpty()) {
            return;
        }
        LabelSet labels = LabelSet.of(text.model().heads().find(NEED, model).head().labels());
        Set<String> known =
                IntStream.range(0, labels.size())
                        .mapToObj(labels::type)
                        .filter(type -> !type.isEmpty())
                        .collect(Collectors.toCollection(TreeSet::new));
        if (!known.containsAll(types)) {
            throw new IllegalArgumentException(
                    "types to redact must be among %s, which the model finds; found %s"
                            .formatted(known, new TreeSet<>(types)));
        }
    }

    @Override
    public long bytes(Redaction result) {
        return 2L * result.text().length() + (long) SPAN_BYTES * result.spans().size();
    }
}
