package io.github.flinkbert.cli.evaluate;

import io.github.flinkbert.Bert;
import io.github.flinkbert.evaluation.Chunks;
import io.github.flinkbert.evaluation.ConllFile;
import io.github.flinkbert.evaluation.EntityScores;
import io.github.flinkbert.evaluation.KlueNerFile;
import io.github.flinkbert.evaluation.TaggedSentence;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.Reply;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Entities on a tagged file, counted as {@code conlleval} and seqeval count them: {@code
 * precision}, {@code recall}, {@code f1}, {@code accuracy}, and each type's.
 */
public record EntityEvaluation(List<TaggedSentence> sentences, Ask.TagEntities ask)
        implements Evaluation {

    public static EntityEvaluation of(
            Path file, DataFormat format, Slice slice, Ask.TagEntities ask) {
        List<TaggedSentence> all =
                format.of(file, DataFormat.CONLL, DataFormat.KLUE) == DataFormat.KLUE
                        ? KlueNerFile.read(file)
                        : ConllFile.read(file);
        return new EntityEvaluation(slice.of(file, all), ask);
    }

    @Override
    public String items() {
        return "sentences";
    }

    @Override
    public int size() {
        return sentences.size();
    }

    @Override
    public Map<String, Object> run(Bert bert, LongConsumer progress) throws InterruptedException {
        bert.requireFit(List.of(ask));
        List<Optional<Reply>> replies =
                new ManyTexts(bert, progress).ask(sentences, TaggedSentence::text, each -> ask);
        List<List<String>> gold = new ArrayList<>();
        List<List<String>> found = new ArrayList<>();
        for (int i = 0; i < sentences.size(); i++) {
            TaggedSentence sentence = sentences.get(i);
            gold.add(sentence.iob2());
            found.add(
                    sentence.tagsOf(
                            replies.get(i)
                                    .map(reply -> ((Reply.Entities) reply).entities())
                                    .orElse(List.of())));
        }
        Map<String, Object> scores =
                new LinkedHashMap<>(EntityScores.of(gold, found, Chunks.LENIENT).toMap());
        scores.put("sentences", sentences.size());
        scores.put("refused", ManyTexts.refused(replies));
        return scores;
    }
}
