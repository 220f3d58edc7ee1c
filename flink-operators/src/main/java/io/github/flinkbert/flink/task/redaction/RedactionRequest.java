package io.github.flinkbert.flink.task.redaction;

import io.github.flinkbert.flink.binding.TaskKey;
import io.github.flinkbert.flink.binding.TaskRequest;
import io.github.flinkbert.flink.binding.TextInput;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.entities.TagEntities;
import io.github.flinkbert.task.redaction.PersonalPattern;
import io.github.flinkbert.task.redaction.Redact;
import io.github.flinkbert.task.redaction.Replacement;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Asks for every text without its personal data.
 *
 * @param entities asks for the entities: one request, or none to redact none
 * @param types of them; none for all
 * @param keyFile for pseudonyms, empty for other replacements. The key itself does not travel with
 *     the job: each task manager reads the file
 */
record RedactionRequest(
        List<TaskRequest> entities,
        List<String> types,
        List<PersonalPattern> patterns,
        List<String> regions,
        ReplacementKind kind,
        String keyFile)
        implements TaskRequest {

    RedactionRequest with(ReplacementKind other, String otherKeyFile) {
        return new RedactionRequest(entities, types, patterns, regions, other, otherKeyFile);
    }

    @Override
    public TaskKey<?> task() {
        return RedactionTask.KEY;
    }

    @Override
    public List<Ask<?>> asks(TextInput input) {
        return redacted(entities.stream().flatMap(each -> each.asks(input).stream()).toList());
    }

    @Override
    public List<Ask<?>> everyAsk(String probe) {
        return redacted(entities.stream().flatMap(each -> each.everyAsk(probe).stream()).toList());
    }

    /**
     * @param tags what finds entities in this text: nothing where no model is asked of it
     */
    private List<Ask<?>> redacted(List<Ask<?>> tags) {
        Set<PersonalPattern> chosen = EnumSet.noneOf(PersonalPattern.class);
        chosen.addAll(patterns);
        Replacement replacement = replacement();
        if (tags.isEmpty()) {
            return chosen.isEmpty()
                    ? List.of()
                    : List.of(new Redact(Optional.empty(), Set.of(), chosen, regions, replacement));
        }
        return tags.stream()
                .<Ask<?>>map(
                        tag ->
                                new Redact(
                                        Optional.of((TagEntities) tag),
                                        Set.copyOf(types),
                                        chosen,
                                        regions,
                                        replacement))
                .toList();
    }

    private Replacement replacement() {
        return switch (kind) {
            case MARKER -> new Replacement.Marker();
            case CUT -> new Replacement.Cut();
            case PSEUDONYM -> new Replacement.Pseudonym(SharedKeys.read(keyFile));
        };
    }
}
