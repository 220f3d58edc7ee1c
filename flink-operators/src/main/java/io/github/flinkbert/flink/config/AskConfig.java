package io.github.flinkbert.flink.config;

import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.Layers;
import io.github.flinkbert.task.Pooling;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What is asked of each text. Travels with the job; asks are made where it arrives.
 *
 * @param firstLayer as in {@link Layers#first}
 * @param layerCount as in {@link Layers#count}
 */
public record AskConfig(
        List<Task> tasks, Pooling pooling, int firstLayer, int layerCount, boolean normalize)
        implements Serializable {

    public AskConfig {
        tasks = List.copyOf(tasks);
    }

    static AskConfig from(Settings settings) {
        Layers layers = settings.get(JobOptions.LAYER);
        return new AskConfig(
                settings.get(JobOptions.TASKS),
                settings.get(JobOptions.POOLING),
                layers.first(),
                layers.count(),
                settings.get(JobOptions.NORMALIZE));
    }

    /** The asks that are the same for every text. */
    public List<Ask> asks() {
        List<Ask> asks = new ArrayList<>();
        if (tasks.contains(Task.EMBEDDING)) {
            asks.add(new Ask.Embed(pooling, new Layers(firstLayer, layerCount), normalize));
        }
        return List.copyOf(asks);
    }
}
