package io.github.flinkbert.flink;

import io.github.flinkbert.flink.model.ModelDefinition;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.externalresource.ExternalResourceInfo;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which of its task manager's accelerators a subtask asks. Flink's external resources name all of a
 * task manager's to each of its subtasks, so they are assigned in turns to those that open in a
 * process: with as many subtasks as devices each has an engine.
 *
 * @param number as in {@code /device:GPU:number}; empty for the one that the options say
 */
record AssignedDevice(Optional<Integer> number) {

    /** Of a device, its number: what Flink's driver for GPUs calls it. */
    static final String INDEX = "index";

    private static final Logger LOG = LoggerFactory.getLogger(AssignedDevice.class);
    private static final AtomicInteger TURNS = new AtomicInteger();

    /**
     * @param resource name of the external resource, or null to assign none
     */
    static AssignedDevice to(RuntimeContext subtask, @Nullable String resource) {
        if (resource == null) {
            return new AssignedDevice(Optional.empty());
        }
        AssignedDevice assigned =
                of(subtask.getExternalResourceInfos(resource), TURNS.getAndIncrement());
        LOG.info(
                "{} asks device {} of {}",
                subtask.getTaskInfo().getTaskNameWithSubtasks(),
                assigned.number().map(String::valueOf).orElse("as configured"),
                resource);
        return assigned;
    }

    static AssignedDevice of(Collection<ExternalResourceInfo> devices, int turn) {
        List<Integer> numbers =
                devices.stream()
                        .flatMap(device -> device.getProperty(INDEX).stream())
                        .filter(number -> number.matches("\\d{1,9}"))
                        .map(Integer::valueOf)
                        .sorted()
                        .toList();
        return new AssignedDevice(
                numbers.isEmpty()
                        ? Optional.empty()
                        : Optional.of(numbers.get(Math.floorMod(turn, numbers.size()))));
    }

    /** Loads models on it. */
    Enricher.Loader with(Enricher.Loader loader) {
        return number.<Enricher.Loader>map(
                        index -> (ModelDefinition model) -> loader.load(model.onDevice(index)))
                .orElse(loader);
    }
}
