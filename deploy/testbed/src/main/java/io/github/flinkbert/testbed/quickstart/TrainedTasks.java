package io.github.flinkbert.testbed.quickstart;

import io.github.flinkbert.checkpoint.Adapter;
import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.checkpoint.Head;
import io.github.flinkbert.cli.run.JobSettings;
import io.github.flinkbert.cli.terminal.UserException;
import io.github.flinkbert.flink.binding.ModelChoice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What the Kafka job can ask of a model, by what its checkpoint and its adapters were trained for.
 *
 * @param heads names of heads by the task that asks them
 */
record TrainedTasks(Map<String, List<String>> heads) {

    /** A task of the job that needs a head, and which kind. */
    private record ByHead(String task, Class<? extends Head> head) {}

    private static final List<ByHead> TASKS =
            List.of(
                    new ByHead("entities", Head.TokenClassification.class),
                    new ByHead("answers", Head.SpanScores.class));

    /** {@code entities-ko}: what it says of texts in other languages is worth nothing. */
    private static final Pattern FOR_A_LANGUAGE = Pattern.compile(".+-[a-z]{2}");

    static TrainedTasks of(Checkpoint checkpoint, Map<String, String> adapters) {
        TrainedTasks tasks = new TrainedTasks(new HashMap<>());
        checkpoint.heads().forEach(head -> tasks.add(checkpoint.name(), head));
        new TreeMap<>(adapters)
                .forEach(
                        (name, folder) ->
                                Adapter.open(folder)
                                        .head()
                                        .ifPresent(head -> tasks.add(name, head)));
        return tasks;
    }

    private void add(String name, Head head) {
        for (ByHead each : TASKS) {
            if (each.head().isInstance(head)) {
                heads.computeIfAbsent(each.task(), any -> new ArrayList<>()).add(name);
            }
        }
    }

    /** The job's settings that ask for an embedding and for all of these. */
    Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        List<String> tasks = new ArrayList<>(List.of("embedding"));
        for (ByHead each : TASKS) {
            choose(each.task(), heads.getOrDefault(each.task(), List.of()), tasks, settings);
        }
        settings.put("tasks", String.join(",", tasks));
        return settings;
    }

    private static void choose(
            String task, List<String> models, List<String> tasks, Map<String, String> settings) {
        if (models.isEmpty()) {
            return;
        }
        tasks.add(task);
        boolean several = models.size() > 1;
        boolean forOneLanguage = !several && FOR_A_LANGUAGE.matcher(models.get(0)).matches();
        settings.put(task + "-model", forOneLanguage ? ModelChoice.NONE : models.get(0));
        if (several || forOneLanguage) {
            settings.put(task + "-model-attribute", Quickstart.LANGUAGE);
            settings.put(task + "-model-by", JobSettings.list(byLanguage(task, models)));
        }
    }

    private static Map<String, String> byLanguage(String task, List<String> models) {
        Map<String, String> byLanguage = new TreeMap<>();
        for (String model : models) {
            String language = model.substring(model.lastIndexOf('-') + 1);
            if (language.equals(model) || byLanguage.put(language, model) != null) {
                throw new UserException(
                        ("of several models for %1$s each is for a language, which its name ends"
                                        + " with, as %1$s-ko does; found %2$s")
                                .formatted(task, String.join(", ", models)));
            }
        }
        return byLanguage;
    }
}
