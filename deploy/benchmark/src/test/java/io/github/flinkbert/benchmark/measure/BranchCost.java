package io.github.flinkbert.benchmark.measure;

import io.github.flinkbert.Bert;
import io.github.flinkbert.BertOptions;
import io.github.flinkbert.benchmark.usage.Spent;
import io.github.flinkbert.checkpoint.AggregationStrategy;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.entities.TagEntities;
import io.github.flinkbert.task.labels.ClassifyText;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Entities and labels of one text against either alone, in turns in one run: {@code BranchCost
 * ENTITIES LABELS [rounds]}, two folders of adapters over one checkpoint. Prints medians over the
 * rounds of the processor time, and of it over that of entities alone in the same round.
 */
final class BranchCost {

    private static final int ROUNDS = 7;
    private static final List<String> RESOURCES = List.of("sentences.txt", "utterances.txt");

    private BranchCost() {}

    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : ROUNDS;
        List<String> texts = texts();
        Ask<?> entities = new TagEntities("entities", AggregationStrategy.AS_TRAINED);
        Ask<?> labels = new ClassifyText("labels");
        Map<String, List<Ask<?>>> asked = new LinkedHashMap<>();
        asked.put("entities", List.of(entities));
        asked.put("labels", List.of(labels));
        asked.put("both", List.of(entities, labels));
        Map<String, double[]> seconds = new LinkedHashMap<>();
        asked.keySet().forEach(name -> seconds.put(name, new double[rounds]));
        Map<String, String> adapters = Map.of("entities", arguments[0], "labels", arguments[1]);
        // Without replies that are kept, which a second round would be given.
        try (Bert bert = Bert.open(BertOptions.ofAdapters(adapters).withCacheBytes(0))) {
            for (int round = -1; round < rounds; round++) { // the first one warms up
                for (Map.Entry<String, List<Ask<?>>> each : asked.entrySet()) {
                    Spent spent = Spent.on(() -> run(bert, texts, each.getValue())).spent();
                    if (round >= 0) {
                        seconds.get(each.getKey())[round] = spent.cpuSeconds();
                    }
                }
            }
        }
        double[] alone = seconds.get("entities");
        seconds.forEach(
                (name, of) -> {
                    double[] over = new double[rounds];
                    Arrays.setAll(over, round -> of[round] / alone[round]);
                    System.out.printf(
                            Locale.ROOT,
                            "%-8s %.2f s, %.2f × entities alone (%s)%n",
                            name,
                            median(of),
                            median(over),
                            Arrays.toString(over));
                });
    }

    private static int run(Bert bert, List<String> texts, List<Ask<?>> asks) throws Exception {
        List<CompletableFuture<?>> replies = new ArrayList<>();
        for (String text : texts) {
            replies.add(bert.submitWhenRoom(text, asks));
        }
        replies.forEach(CompletableFuture::join);
        return replies.size();
    }

    private static List<String> texts() throws Exception {
        List<String> texts = new ArrayList<>();
        for (String name : RESOURCES) {
            try (InputStream in =
                    BranchCost.class.getResourceAsStream(
                            "/io/github/flinkbert/benchmark/" + name)) {
                new String(in.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> !line.isBlank())
                        .forEach(texts::add);
            }
        }
        return texts;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
