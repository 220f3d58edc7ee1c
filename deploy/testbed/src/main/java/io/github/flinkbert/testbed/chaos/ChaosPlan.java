package io.github.flinkbert.testbed.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is to happen in a chaos run. The same plan breaks the same things in the same order, though
 * not at the same record: processes have their own time.
 *
 * @param seed of the order, the moments and the texts
 * @param duration how long faults go on; recovery and counting come after
 * @param faults which kinds; each comes before any comes again
 * @param pause how long what is paused stands still, and a disk stays full
 * @param textsPerSecond sent all the while
 * @param taskManagers processes that work; one more than the job needs, so that one may be away
 * @param slots of each
 * @param checkpoint empty for a small BERT of random weights
 * @param controlTopic of live updates, if the job has one
 * @param inPlace in which form records are written in place; empty for enriched texts
 * @param jobOptions more options of the job, by its keys
 */
record ChaosPlan(
        long seed,
        Duration duration,
        List<Fault> faults,
        Duration pause,
        int textsPerSecond,
        int taskManagers,
        int slots,
        Optional<Path> checkpoint,
        Optional<String> controlTopic,
        Optional<InPlaceForm> inPlace,
        Map<String, String> jobOptions) {

    public ChaosPlan {
        faults = List.copyOf(faults);
        jobOptions = Map.copyOf(jobOptions);
        if (faults.isEmpty()) {
            throw new IllegalArgumentException("a chaos run needs at least one kind of fault");
        }
        if (taskManagers < 2) {
            throw new IllegalArgumentException(
                    "expected at least 2 task managers, for one may be away; found "
                            + taskManagers);
        }
        if (textsPerSecond < 1 || slots < 1 || duration.isNegative() || pause.isNegative()) {
            throw new IllegalArgumentException(
                    "texts a second and slots must be positive, durations not negative");
        }
        if (faults.contains(Fault.MALFORMED_UPDATE) && controlTopic.isEmpty()) {
            throw new IllegalArgumentException(
                    "malformed-update needs the name of the control topic");
        }
        if (faults.contains(Fault.STOP_REGISTRY) && !hasRegistry(inPlace)) {
            throw new IllegalArgumentException(
                    "stop-registry needs records that have a registry: --in-place avro");
        }
    }

    static boolean hasRegistry(Optional<InPlaceForm> inPlace) {
        return inPlace.equals(Optional.of(InPlaceForm.AVRO));
    }

    /** Subtasks of the job: what fits when one task manager is away. */
    int parallelism() {
        return (taskManagers - 1) * slots;
    }
}
