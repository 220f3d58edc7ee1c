package io.github.flinkbert.training.entities;

import io.github.flinkbert.task.ScoredWindow;
import io.github.flinkbert.task.entities.Entity;
import io.github.flinkbert.task.entities.EntityDecoder;
import io.github.flinkbert.task.entities.EntityTrim;
import io.github.flinkbert.task.entities.LabelSet;
import io.github.flinkbert.tensor.Matrix;
import io.github.flinkbert.text.Sequence;
import io.github.flinkbert.text.Window;
import io.github.flinkbert.training.DevelopmentScorer;
import io.github.flinkbert.training.data.TextWindows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.annotation.Experimental;

/**
 * Entity F1, precision and recall on development sentences, decoded as the product decodes. What is
 * found of a type that a sentence's file does not speak of counts neither for nor against.
 */
@Experimental
public final class EntityDevelopment implements DevelopmentScorer {

    private static final String F1 = "f1";

    private final List<EntitySentence> sentences;
    private final List<TextWindows> texts = new ArrayList<>();
    private final List<Sequence> sequences = new ArrayList<>();
    private final EntityDecoder decoder;

    /**
     * @param examples how training sentences are cut and labelled: these are, too
     */
    public EntityDevelopment(EntityExamples examples, List<EntitySentence> sentences) {
        this.sentences = List.copyOf(sentences);
        decoder = new EntityDecoder(LabelSet.of(examples.labels().names()), examples.aggregation());
        for (EntitySentence each : this.sentences) {
            TextWindows text =
                    TextWindows.of(
                            examples.tokenizer(), each.sentence().text(), examples.maxPositions());
            texts.add(text);
            for (Window window : text.windows()) {
                sequences.add(text.sequence(examples.tokenizer().vocabulary(), window));
            }
        }
    }

    @Override
    public String metric() {
        return F1;
    }

    @Override
    public Map<String, Double> score(Model model) {
        List<Matrix> scores = model.scores(sequences);
        List<List<String>> gold = new ArrayList<>();
        List<List<String>> found = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < sentences.size(); i++) {
            EntitySentence each = sentences.get(i);
            List<ScoredWindow> windows = new ArrayList<>();
            for (Window window : texts.get(i).windows()) {
                windows.add(
                        new ScoredWindow(
                                window.from(),
                                window.to(),
                                TextWindows.FIRST_ROW,
                                scores.get(next++)));
            }
            List<Entity> entities =
                    EntityTrim.trim(
                                    each.sentence().text(),
                                    decoder.decode(
                                            each.sentence().text(), texts.get(i).pieces(), windows))
                            .entities()
                            .stream()
                            .filter(entity -> each.types().contains(entity.label()))
                            .toList();
            AlignedSentence aligned = AlignedSentence.of(each.sentence(), texts.get(i).pieces());
            gold.add(aligned.iob2());
            found.add(aligned.tagsOf(entities));
        }
        EntityScores.Counts overall = EntityScores.of(gold, found, Chunks.LENIENT).overall();
        Map<String, Double> named = new LinkedHashMap<>();
        named.put(F1, overall.f1());
        named.put("precision", overall.precision());
        named.put("recall", overall.recall());
        return named;
    }
}
