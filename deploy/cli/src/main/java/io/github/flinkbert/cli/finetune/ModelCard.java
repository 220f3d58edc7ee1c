package io.github.flinkbert.cli.finetune;

import io.github.flinkbert.cli.evaluate.PartScores;
import io.github.flinkbert.training.TrainingPlan;
import io.github.flinkbert.training.TrainingReport;
import io.github.flinkbert.training.setting.EpochScores;
import io.github.flinkbert.training.setting.Optimization;
import io.github.flinkbert.training.setting.TrainingSettings;
import io.github.flinkbert.training.setting.TuningMethod;
import io.github.flinkbert.training.state.StartingAdapter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The {@code README.md} of a result: what it is, how it was made and of what, what it can do and
 * what not (Mitchell et al. 2019, "Model Cards for Model Reporting").
 *
 * @param name of the result's folder
 * @param base where the checkpoint can be had, as far as strangers can
 * @param baseDigest the checkpoint's SHA-256
 * @param command the whole command, without folders
 * @param use the command that uses it
 * @param finals what the result reaches
 * @param errors typical ones, in Markdown; may be empty
 * @param notes the user's own sentences
 */
record ModelCard(
        String name,
        String base,
        String baseDigest,
        String command,
        String use,
        TrainingData data,
        TrainingSettings settings,
        TrainingPlan plan,
        TrainingReport report,
        FinalScores finals,
        String errors,
        List<String> notes) {

    String text() {
        List<String> parts = new ArrayList<>();
        parts.add(frontMatter());
        parts.add("# " + name);
        parts.add(whatItIs());
        parts.add("```\n" + use + "\n```");
        if (!data.labels().isEmpty()) {
            parts.add("Labels: " + codes(data.labels()) + ".");
        }
        parts.add("## Scores\n\n" + scores());
        finals.parts().forEach((what, scores) -> parts.add(PartScores.markdown(what, scores)));
        parts.add("## Data\n\n" + files() + "\n\n" + String.join(" ", data.summary()));
        parts.add("## Training\n\n```\n" + command + "\n```\n\n" + training());
        parts.add("![Loss, learning rate and scores over the steps](curves.svg)");
        data.pictures().forEach((file, what) -> parts.add("![%s](%s)".formatted(what, file)));
        if (!errors.isEmpty()) {
            parts.add("## Typical errors\n\n" + errors);
        }
        parts.add("## Limits\n\n" + bullets(limits()));
        return String.join("\n\n", parts) + "\n";
    }

    private String frontMatter() {
        List<String> lines = new ArrayList<>(List.of("---", "base_model: \"" + base + "\""));
        if (!(settings.tuning() instanceof TuningMethod.Full)) {
            lines.add("library_name: peft");
        }
        lines.addAll(
                List.of("pipeline_tag: " + data.pipelineTag(), "tags: [bert, flink-bert]", "---"));
        return String.join("\n", lines);
    }

    private String whatItIs() {
        return "%s for the task `%s`, on %s, made by flink-bert."
                .formatted(kind(), plan.objective(), plan.checkpoint());
    }

    private String kind() {
        if (settings.tuning() instanceof TuningMethod.Lora lora) {
            return ("A LoRA adapter of rank %d (alpha %s) on the top %d of %d layers (%s)"
                            + (data.hasHead() ? " and its head" : ""))
                    .formatted(
                            lora.rank(),
                            Scale.label(lora.alpha()),
                            plan.layers() - plan.fromLayer(),
                            plan.layers(),
                            lora.targets().stream()
                                    .sorted()
                                    .map(target -> target.module())
                                    .collect(Collectors.joining(", ")));
        }
        return settings.tuning() instanceof TuningMethod.Full full
                ? "A whole model, its %d lowest layers and embeddings left as they were"
                        .formatted(full.frozenLayers())
                        .replace(
                                ", its 0 lowest layers and embeddings left as they were",
                                ", trained in all its layers")
                : "A head on the frozen encoder";
    }

    private String scores() {
        Map<String, Map<String, Double>> rows = new LinkedHashMap<>();
        kept().ifPresent(
                        epoch ->
                                rows.put(
                                        "development, after epoch " + epoch.epoch(),
                                        epoch.scores()));
        finals.tests().forEach((what, scores) -> rows.put("test: " + what, scores));
        if (rows.isEmpty()) {
            return "None were taken; the loss at the end was %.3f.".formatted(report.loss());
        }
        List<String> names =
                rows.values().stream().flatMap(row -> row.keySet().stream()).distinct().toList();
        List<String> lines = new ArrayList<>();
        lines.add("| on | " + String.join(" | ", names) + " |");
        lines.add("| --- |" + " ---: |".repeat(names.size()));
        rows.forEach(
                (what, scores) ->
                        lines.add(
                                "| %s | %s |"
                                        .formatted(
                                                what,
                                                names.stream()
                                                        .map(scores::get)
                                                        .map(ModelCard::score)
                                                        .collect(Collectors.joining(" | ")))));
        return String.join("\n", lines);
    }

    private Optional<EpochScores> kept() {
        return report.epochs().stream()
                .filter(epoch -> epoch.epoch() == report.bestEpoch())
                .findFirst();
    }

    private static String score(Double value) {
        if (value == null) {
            return "";
        }
        return String.format(Locale.ROOT, Math.abs(value) <= 1 ? "%.4f" : "%.2f", value);
    }

    private String files() {
        List<String> lines = new ArrayList<>();
        lines.add("| file | for | holds | licence | bytes | SHA-256 |");
        lines.add("| --- | --- | --- | --- | ---: | --- |");
        for (DataFacts file : data.facts()) {
            lines.add(
                    "| %s | %s | %s | %s | %d | `%s` |"
                            .formatted(
                                    file.name(),
                                    file.role(),
                                    file.content(),
                                    file.licence().isEmpty() ? "not given" : file.licence(),
                                    file.bytes(),
                                    file.digest()));
        }
        return String.join("\n", lines);
    }

    private String training() {
        Optimization how = settings.optimization();
        List<String> facts = new ArrayList<>();
        facts.add("Checkpoint: %s, SHA-256 `%s`".formatted(base, baseDigest));
        settings.start()
                .ifPresent(
                        start ->
                                facts.add(
                                        "Begun with the values of the adapter %s, tensors' SHA-256 `%s`; what that one was taught by, its own card says"
                                                .formatted(
                                                        start.getFileName(),
                                                        new StartingAdapter(start).digest())));
        facts.add(
                "AdamW, learning rate %s after a warm-up of %s of all steps, then linearly to 0;"
                                .formatted(
                                        Scale.label(how.learningRate()),
                                        Scale.label(how.warmUpShare()))
                        + " weight decay %s, gradients clipped at norm %s, dropout %s"
                                .formatted(
                                        Scale.label(how.weightDecay()),
                                        Scale.label(how.clipNorm()),
                                        Scale.label(how.dropout())));
        facts.add(
                "Epochs: %d; %,d steps of %d × %,d tokens at most, seed %d"
                        .formatted(
                                how.epochs(),
                                report.steps(),
                                how.accumulation(),
                                how.batchTokens(),
                                settings.seed()));
        facts.add(
                "%,d numbers trained, the encoder in %s; the loss at the end was %s"
                        .formatted(
                                report.trainedParameters(),
                                plan.format(),
                                String.format(Locale.ROOT, "%.4f", report.loss())));
        return bullets(facts);
    }

    private List<String> limits() {
        List<String> limits = new ArrayList<>(notes);
        if (kept().isPresent()) {
            limits.add(
                    "The development data chose the epoch that was kept, so its score is a little"
                            + " too good; only test data says what to expect.");
        }
        limits.add(
                "It was taught by the files above and judges by what they are like: other kinds of"
                        + " text, and other languages, it will read worse.");
        limits.addAll(data.limits());
        if (!report.leftOut().isEmpty()) {
            limits.add(
                    ("Of the checkpoint's heads %s %s not trained with the encoder and %s left out:"
                                    + " on an encoder that has changed their results would mean"
                                    + " nothing.")
                            .formatted(
                                    codes(report.leftOut()),
                                    report.leftOut().size() == 1 ? "was" : "were",
                                    report.leftOut().size() == 1 ? "is" : "are"));
        }
        if (data.facts().stream().anyMatch(file -> file.licence().isEmpty())) {
            limits.add("Of some files no licence was given: find it out before you pass this on.");
        }
        return limits;
    }

    private static String bullets(List<String> sentences) {
        return sentences.stream().map(each -> "- " + each).collect(Collectors.joining("\n"));
    }

    private static String codes(List<String> words) {
        return words.stream().map(word -> "`" + word + "`").collect(Collectors.joining(", "));
    }
}
