package io.github.flinkbert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.github.flinkbert.checkpoint.Activation;
import io.github.flinkbert.checkpoint.BertConfig;
import io.github.flinkbert.checkpoint.CacheInTempFolder;
import io.github.flinkbert.checkpoint.CasingChoice;
import io.github.flinkbert.checkpoint.MiniatureCheckpoint;
import io.github.flinkbert.checkpoint.TrainedMiniature;
import io.github.flinkbert.encoder.Miniatures;
import io.github.flinkbert.engine.BatchReport;
import io.github.flinkbert.engine.RecordedRuns;
import io.github.flinkbert.task.Results;
import io.github.flinkbert.task.entities.Entity;
import io.github.flinkbert.task.entities.TagEntities;
import io.github.flinkbert.task.redaction.PersonalPattern;
import io.github.flinkbert.task.redaction.Redact;
import io.github.flinkbert.task.redaction.RedactedSpan;
import io.github.flinkbert.task.redaction.Redaction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Personal data taken out of a text by a model and by patterns. */
@Timeout(60)
class RedactTest {

    private static final String TEXT =
            "the sign was a lamp, kim@example.com was in the end a sign of the lamp";

    @RegisterExtension final CacheInTempFolder cache = new CacheInTempFolder();
    @TempDir Path temp;

    private final BertConfig config = Miniatures.config(2, Activation.GELU_TANH);
    private final MiniatureCheckpoint base =
            new MiniatureCheckpoint(config, Miniatures.PIECES, Miniatures.weights(config, 5));

    private Bert open(Path where) {
        return Bert.open(BertOptions.of(where.toString()).withCasing(CasingChoice.CASED));
    }

    private Bert tagger() throws IOException {
        return open(TrainedMiniature.of(base, 6).asTokenClassification(temp.resolve("ner")));
    }

    @Test
    void patternsNeedNoPassAndNoHead() throws IOException {
        try (Bert bert = open(base.writeTo(temp.resolve("base")))) {
            RecordedRuns runs = new RecordedRuns();
            bert.addListener(runs);
            Redaction redacted = bert.ask(TEXT, Redact.usual());
            bert.removeListener(runs);
            assertThat(redacted.text()).isEqualTo(TEXT.replace("kim@example.com", "[EMAIL]"));
            assertThat(runs.reports()).isEmpty();
            assertThat(bert.ask("", Redact.usual()).text()).isEmpty();
        }
    }

    @Test
    void entitiesAreReplacedInTheirOwnPassAsTheModelFindsThem() throws IOException {
        try (Bert bert = tagger()) {
            TagEntities tags = new TagEntities();
            Redact onlyEntities =
                    Redact.usual().with(tags, Set.of()).with(Set.<PersonalPattern>of());
            RecordedRuns runs = new RecordedRuns();
            bert.addListener(runs);
            Results results = bert.ask(TEXT, List.of(tags, onlyEntities));
            bert.removeListener(runs);
            List<Entity> entities = results.get(tags).entities();
            assertThat(entities).isNotEmpty();
            assertThat(results.get(onlyEntities).spans())
                    .extracting(RedactedSpan::type, RedactedSpan::start, RedactedSpan::end)
                    .containsExactlyElementsOf(
                            entities.stream()
                                    .map(each -> tuple(each.label(), each.start(), each.end()))
                                    .toList());
            assertThat(runs.reports().stream().mapToInt(BatchReport::sequences).sum()).isEqualTo(1);
        }
    }

    @Test
    void onlyTheTypesThatWereChosenAreReplaced() throws IOException {
        try (Bert bert = tagger()) {
            List<Entity> entities = bert.ask(TEXT, new TagEntities()).entities();
            String type = entities.get(0).label();
            Redact one =
                    Redact.usual()
                            .with(new TagEntities(), Set.of(type))
                            .with(Set.<PersonalPattern>of());
            Set<String> replaced =
                    bert.ask(TEXT, one).spans().stream()
                            .map(RedactedSpan::type)
                            .collect(Collectors.toSet());
            assertThat(replaced).containsExactly(type);
        }
    }

    @Test
    void aTypeThatTheModelDoesNotKnowIsRefused() throws IOException {
        try (Bert bert = tagger()) {
            Redact ask = Redact.usual().with(new TagEntities(), Set.of("PERSON"));
            assertThatThrownBy(() -> bert.ask(TEXT, ask))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("types to redact must be among [")
                    .hasMessageEndingWith("which the model finds; found [PERSON]");
        }
    }

    @Test
    void entitiesWithoutAModelThatFindsThemAreRefused() throws IOException {
        try (Bert bert = open(base.writeTo(temp.resolve("base")))) {
            Redact ask = Redact.usual().with(new TagEntities(), Set.of());
            assertThatThrownBy(() -> bert.ask(TEXT, ask))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("has no head that labels tokens");
        }
        assertThatThrownBy(
                        () ->
                                new Redact(
                                        Optional.empty(),
                                        Set.of("PER"),
                                        Set.of(),
                                        List.of(),
                                        Redact.usual().replacement()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("found the types [PER] and no model");
        assertThatThrownBy(() -> Redact.usual().with(Set.<PersonalPattern>of()))
                .hasMessageContaining("found neither");
        assertThatThrownBy(() -> Redact.usual().withRegions(List.of("KOR")))
                .hasMessageContaining("such as KR or US, found KOR");
    }
}
