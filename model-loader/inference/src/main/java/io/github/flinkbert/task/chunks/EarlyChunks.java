package io.github.flinkbert.task.chunks;

import io.github.flinkbert.encoder.Output;
import io.github.flinkbert.task.EncodedInput;
import io.github.flinkbert.task.InferencePlan;
import io.github.flinkbert.task.Scores;
import io.github.flinkbert.task.TextContext;
import io.github.flinkbert.task.embedding.Embed;
import io.github.flinkbert.task.embedding.Embedding;
import io.github.flinkbert.tensor.Matrix;
import io.github.flinkbert.text.Sequence;
import io.github.flinkbert.text.Window;
import java.util.ArrayList;
import java.util.List;

/** Each chunk as a text of its own, planned as such; all are read together. */
final class EarlyChunks {

    private EarlyChunks() {}

    /**
     * @param chunks at least one
     */
    static InferencePlan<TextChunks> plan(Embed embed, TextContext text, List<Stretch> chunks) {
        List<InferencePlan<Embedding>> plans =
                chunks.stream().map(chunk -> embed.plan(context(text, chunk))).toList();
        InferencePlan<Embedding> first = plans.get(0);
        EncodedInput input = plans.size() == 1 ? first.input() : together(plans);
        return new InferencePlan<>(
                input,
                first.outputs(),
                scores -> EmbedChunks.result(text, chunks, decoded(plans, scores)));
    }

    /** A chunk that is the whole text shares the pass of what else is asked of it. */
    private static TextContext context(TextContext text, Stretch chunk) {
        String part = text.text().substring(chunk.start(), chunk.end());
        return part.equals(text.text()) ? text : new TextContext(text.model(), part);
    }

    private static EncodedInput together(List<InferencePlan<Embedding>> plans) {
        List<Window> windows = new ArrayList<>();
        List<Sequence> sequences = new ArrayList<>();
        for (InferencePlan<Embedding> plan : plans) {
            windows.addAll(plan.input().windows());
            sequences.addAll(plan.input().sequences());
        }
        return EncodedInput.of(windows, sequences, plans.get(0).input().firstRow());
    }

    private static List<Embedding> decoded(List<InferencePlan<Embedding>> plans, Scores scores) {
        List<Embedding> vectors = new ArrayList<>();
        int read = 0;
        for (InferencePlan<Embedding> plan : plans) {
            List<List<Matrix>> own = new ArrayList<>();
            for (int i = 0; i < plan.input().sequences().size(); i++) {
                own.add(matrices(scores, read, plan.outputs()));
                read++;
            }
            vectors.add(plan.decoder().apply(new Scores(plan.input(), plan.outputs(), own)));
        }
        return vectors;
    }

    private static List<Matrix> matrices(Scores scores, int sequence, List<Output> outputs) {
        return outputs.stream().map(output -> scores.of(sequence, output)).toList();
    }
}
