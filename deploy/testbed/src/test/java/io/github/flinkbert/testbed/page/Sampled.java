package io.github.flinkbert.testbed.page;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.flinkbert.Bert;
import io.github.flinkbert.checkpoint.AggregationStrategy;
import io.github.flinkbert.console.stream.Written;
import io.github.flinkbert.flink.config.OutputOptions.OutputFormat;
import io.github.flinkbert.flink.record.Enriched;
import io.github.flinkbert.flink.record.EnrichmentResult;
import io.github.flinkbert.flink.record.KafkaRecord;
import io.github.flinkbert.flink.record.ModelStamp;
import io.github.flinkbert.flink.record.TextQuery;
import io.github.flinkbert.flink.task.answers.AnswersTask;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.answers.AnswerQuestion;
import io.github.flinkbert.task.embedding.Embed;
import io.github.flinkbert.task.entities.TagEntities;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** The quickstart's sentences, enriched as the job does with all that a model can do. */
record Sampled(Bert bert) {

    byte[] enriched(JsonNode line, int number) {
        String text = line.path("text").asText();
        String language = line.path("lang").asText();
        Optional<String> question =
                Optional.of(line.path("question").asText()).filter(asked -> !asked.isEmpty());
        List<Ask<?>> asks = new ArrayList<>(List.of(Embed.asReleased()));
        if (language.equals("en")) {
            for (String model : TagEntities.models(bert.heads())) {
                asks.add(new TagEntities(model, AggregationStrategy.FIRST_PIECE));
            }
            for (String model : AnswerQuestion.models(bert.heads())) {
                question.ifPresent(
                        asked ->
                                asks.add(
                                        new AnswerQuestion(
                                                model, asked, 1, 30, OptionalDouble.empty())));
            }
        }
        TextQuery query =
                new TextQuery(
                        new KafkaRecord(null, null, List.of(), "texts", 0, number, -1),
                        "%s-%05d".formatted(language, number),
                        text,
                        question.map(asked -> Map.of(AnswersTask.QUESTION, asked)).orElse(Map.of()),
                        OptionalLong.empty(),
                        Map.of("lang", language));
        EnrichmentResult result = EnrichmentResult.of(bert.ask(text, asks));
        Bert.Model model = bert.model();
        ModelStamp stamp =
                new ModelStamp(
                        model.name(),
                        model.digest(),
                        model.precision().name().toLowerCase(Locale.ROOT),
                        model.adapters());
        return Written.as(OutputFormat.JSON, new Enriched<>(query, result, stamp));
    }
}
