package io.github.flinkbert.console.task.embedding;

import io.github.flinkbert.console.bounded.Ring;
import io.github.flinkbert.console.task.Trial;
import io.github.flinkbert.task.embedding.Embed;
import java.util.List;
import java.util.function.Consumer;

/**
 * The texts of the stream whose vectors are nearest to that of a text that was typed in. Vectors of
 * two models are not comparable, so that only those of the model that is asked are looked through.
 * Shows {@code found}, and in {@code searched} through how many texts.
 */
record MeaningSearch(Ring<Embedded> kept) implements Consumer<Trial> {

    private static final int MOST = 50;

    @Override
    public void accept(Trial trial) {
        trial.show("found", List.of());
        trial.show("searched", 0);
        trial.ask(Embed.asReleased(), found -> show(trial, found.vector()));
    }

    private void show(Trial trial, float[] vector) {
        List<Embedded> all = kept.all();
        String digest = trial.bert().model().digest();
        List<Embedded> comparable =
                all.stream()
                        .filter(each -> each.digest().isEmpty() || each.digest().equals(digest))
                        .filter(each -> each.vector().length == vector.length)
                        .toList();
        trial.show("searched", comparable.size());
        trial.show("found", Nearest.of(vector, comparable, MOST));
        if (comparable.size() < all.size()) {
            trial.note(
                    "%d of %d embeddings are of another model than %s, which is asked here: they are"
                                    .formatted(
                                            all.size() - comparable.size(),
                                            all.size(),
                                            trial.bert().model().name())
                            + " left out. flink-bert watch --model names the job's.");
        }
    }
}
