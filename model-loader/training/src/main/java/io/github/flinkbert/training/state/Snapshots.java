package io.github.flinkbert.training.state;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.flinkbert.training.graph.State;
import io.github.flinkbert.training.setting.EpochScores;
import io.github.flinkbert.training.setting.TrainingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.annotation.Internal;

/**
 * The folder to resume from. Tensors are written first, then, in one atomic move, the file that
 * names them: whatever ends the program, that file speaks of tensors that are whole.
 */
@Internal
public final class Snapshots {

    private static final String PROGRESS = "progress.json";
    private static final String ENDING = ".safetensors";
    private static final JsonMapper JSON = new JsonMapper();

    private final Path folder;

    private Snapshots(Path folder) {
        this.folder = folder;
    }

    /**
     * @param result the training's folder
     */
    public static Snapshots of(Path result) {
        return new Snapshots(result.resolve("state"));
    }

    /**
     * Number format of the training that was begun here; empty where none was, or an earlier
     * version does not say.
     */
    public Optional<String> format() {
        return read().map(SavedProgress::format).filter(format -> !format.isEmpty());
    }

    /**
     * Where an earlier run of the same training was ended; empty where there was none.
     *
     * @throws TrainingException if the folder is another training's
     */
    public Optional<SavedProgress> find(String identity) {
        Optional<SavedProgress> found = read();
        if (found.isPresent() && !found.get().identity().equals(identity)) {
            throw new TrainingException(
                    ("%s holds the state of another training, with other settings, model or"
                                    + " data; name another folder, or remove it")
                            .formatted(folder));
        }
        return found;
    }

    private Optional<SavedProgress> read() {
        Path file = folder.resolve(PROGRESS);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(file.toFile(), SavedProgress.class));
        } catch (IOException e) {
            throw new TrainingException("%s cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }

    /** Gives a training back what it had after {@link SavedProgress#step}. */
    public void restore(SavedProgress progress, State state) {
        TensorFile.read(folder.resolve(progress.snapshot()), state::setSlot);
    }

    /** The best epoch's parameters, by name. */
    public Map<String, float[]> best(SavedProgress progress) {
        Map<String, float[]> values = new HashMap<>();
        TensorFile.read(folder.resolve(progress.best()), values::put);
        return values;
    }

    /**
     * Writes all that is needed to go on.
     *
     * @param before what was there until now
     * @param newBest whether the parameters are the best so far
     * @return what is there from now on
     */
    public SavedProgress save(
            SavedProgress before,
            State state,
            int step,
            double loss,
            List<EpochScores> epochs,
            boolean newBest,
            int epoch) {
        try {
            Files.createDirectories(folder);
            String snapshot = "step-" + step + "-" + epochs.size() + ENDING;
            // The file of the same step is whole already, and may be all that there is to go on
            // with if the process ends now.
            if (!snapshot.equals(before.snapshot())) {
                TensorFile.write(folder.resolve(snapshot), state.slots(), state::slot);
            }
            String best = before.best();
            if (newBest) {
                best = "best-" + epoch + ENDING;
                TensorFile.write(folder.resolve(best), state.shapes(), state::value);
            }
            SavedProgress now =
                    new SavedProgress(
                            before.identity(),
                            step,
                            loss,
                            snapshot,
                            best,
                            newBest ? epoch : before.bestEpoch(),
                            epochs,
                            before.format());
            Path unfinished = folder.resolve(PROGRESS + ".unfinished");
            JSON.writeValue(unfinished.toFile(), now);
            Files.move(
                    unfinished,
                    folder.resolve(PROGRESS),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            removeOthers(now);
            return now;
        } catch (IOException e) {
            throw new TrainingException(
                    "the training's state cannot be written to %s: %s"
                            .formatted(folder, e.getMessage()),
                    e);
        }
    }

    private void removeOthers(SavedProgress now) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                boolean ours = name.endsWith(ENDING) || name.endsWith(".unfinished");
                if (ours && !name.equals(now.snapshot()) && !name.equals(now.best())) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
