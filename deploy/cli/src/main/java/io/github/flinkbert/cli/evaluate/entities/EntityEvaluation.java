package io.github.flinkbert.cli.evaluate.entities;

import static java.util.Objects.requireNonNull;

import io.github.flinkbert.Bert;
import io.github.flinkbert.cli.evaluate.Evaluation;
import io.github.flinkbert.cli.evaluate.EvaluationTask;
import io.github.flinkbert.cli.evaluate.ManyTexts;
import io.github.flinkbert.cli.evaluate.Mistake;
import io.github.flinkbert.evaluation.EvaluationException;
import io.github.flinkbert.task.entities.Entities;
import io.github.flinkbert.task.entities.Entity;
import io.github.flinkbert.task.entities.TagEntities;
import io.github.flinkbert.training.entities.AlignedSentence;
import io.github.flinkbert.training.entities.Chunks;
import io.github.flinkbert.training.entities.EntityScores;
import io.github.flinkbert.training.entities.JoinedMentions;
import io.github.flinkbert.training.entities.TaggedSentence;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.apache.flink.annotation.Internal;

/**
 * Entities on a tagged file, counted as {@code conlleval} and seqeval count them: {@code
 * precision}, {@code recall}, {@code f1}, {@code accuracy}, and each type's. Tokens that the
 * model's tokenizer finds nothing in are not counted ({@link AlignedSentence}).
 *
 * @param types the only ones that count, in the file and among what is found; empty for all
 */
@Internal
public record EntityEvaluation(
        List<TaggedSentence> sentences, Optional<Set<String>> types, TagEntities ask)
        implements Evaluation {

    private static final String OUTSIDE = "O";
    private static final String WITHOUT_PIECES = "tokens_without_pieces";

    /**
     * @param joinMentions whether a token {@code @} is joined to the name after it
     * @param columns which columns of the file are read
     */
    public static EntityEvaluation of(
            EvaluationTask.Source source,
            boolean joinMentions,
            Optional<Set<String>> types,
            TagEntities ask,
            ConllOptions columns) {
        Path file = source.file();
        List<TaggedSentence> all =
                columns.read(file, columns.format(file, source.format()), source.remarks());
        types.ifPresent(wanted -> requireOne(file, all, wanted));
        List<TaggedSentence> part = source.slice().of(file, all);
        return new EntityEvaluation(joinMentions ? JoinedMentions.in(part) : part, types, ask);
    }

    private static void requireOne(Path file, List<TaggedSentence> all, Set<String> wanted) {
        Set<String> found = new TreeSet<>();
        for (TaggedSentence sentence : all) {
            sentence.iob2().stream()
                    .filter(tag -> !tag.equals(OUTSIDE))
                    .forEach(tag -> found.add(tag.substring(2)));
        }
        if (!found.isEmpty() && wanted.stream().noneMatch(found::contains)) {
            throw new EvaluationException(
                    "--types %s: %s has none of them; its types are %s"
                            .formatted(
                                    String.join(",", new TreeSet<>(wanted)),
                                    file,
                                    String.join(", ", found)));
        }
    }

    @Override
    public Evaluation ofHead(String name) {
        return new EntityEvaluation(
                sentences, types, new TagEntities(name, ask.strategy(), ask.trim()));
    }

    @Override
    public String items() {
        return "sentences";
    }

    @Override
    public List<String> overall() {
        return List.of("f1", "precision", "recall");
    }

    @Override
    public int size() {
        return sentences.size();
    }

    @Override
    public Map<String, Object> run(Bert bert, LongConsumer progress, Consumer<Mistake> mistakes)
            throws InterruptedException {
        bert.requireFit(List.of(ask));
        List<Optional<Entities>> replies =
                new ManyTexts(bert, progress).ask(sentences, TaggedSentence::text, each -> ask);
        List<List<String>> gold = new ArrayList<>();
        List<List<String>> found = new ArrayList<>();
        int leftOut = 0;
        for (int i = 0; i < sentences.size(); i++) {
            TaggedSentence sentence = sentences.get(i);
            AlignedSentence aligned =
                    AlignedSentence.of(sentence, bert.tokenizer().tokenize(sentence.text()));
            leftOut += aligned.leftOut();
            List<Entity> counted =
                    replies.get(i).map(Entities::entities).orElse(List.of()).stream()
                            .filter(entity -> counts(entity.label()))
                            .toList();
            gold.add(aligned.iob2().stream().map(this::countedTag).toList());
            found.add(aligned.tagsOf(counted));
            new EntityMistakes(sentence.text(), aligned, counted)
                    .tell(gold.get(i), found.get(i), mistakes);
        }
        EntityScores counted = EntityScores.of(gold, found, Chunks.LENIENT);
        Map<String, Object> scores = new LinkedHashMap<>(counted.toMap());
        scores.put("sentences", sentences.size());
        if (leftOut > 0) {
            scores.put(WITHOUT_PIECES, leftOut);
        }
        scores.put("refused", ManyTexts.refused(replies));
        return scores;
    }

    @Override
    public Map<String, Map<String, Number>> parts(Map<String, Object> scores) {
        return Evaluation.partsUnder("types", scores);
    }

    @Override
    public List<String> remarks(Map<String, Object> scores) {
        List<String> remarks = new ArrayList<>();
        if (scores.get(WITHOUT_PIECES) instanceof Integer without) {
            remarks.add(
                    ("%,d tokens are empty, white space or of characters that the tokenizer drops:"
                                    + " they are not counted.")
                            .formatted(without));
        }
        Map<?, ?> types = (Map<?, ?>) requireNonNull(scores.get("types"), "types");
        List<String> gold = types(types, "gold");
        List<String> found = types(types, "found");
        List<String> missed = gold.stream().filter(type -> !found.contains(type)).toList();
        if (gold.isEmpty()) {
            remarks.add("The data has no entity that counts: F1 is 0 whatever the model finds.");
        } else if (found.isEmpty()) {
            remarks.add(
                    "The model finds no entity; the data has %s."
                            .formatted(String.join(", ", gold)));
        } else if (!missed.isEmpty()) {
            remarks.add(
                    ("The model never finds %s, which the data has and F1 counts as missed; it"
                                    + " finds %s. --types TYPE,… counts some types only.")
                            .formatted(String.join(", ", missed), String.join(", ", found)));
        }
        return remarks;
    }

    /** The types of which there are some. */
    private static List<String> types(Map<?, ?> types, String count) {
        return types.entrySet().stream()
                .filter(
                        each ->
                                each.getValue() instanceof Map<?, ?> counts
                                        && counts.get(count) instanceof Number number
                                        && number.intValue() > 0)
                .map(each -> (String) each.getKey())
                .toList();
    }

    private boolean counts(String type) {
        return types.isEmpty() || types.get().contains(type);
    }

    private String countedTag(String tag) {
        return tag.equals(OUTSIDE) || counts(tag.substring(2)) ? tag : OUTSIDE;
    }
}
