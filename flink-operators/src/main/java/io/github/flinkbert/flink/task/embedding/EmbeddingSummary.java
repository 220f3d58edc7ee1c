package io.github.flinkbert.flink.task.embedding;

import io.github.flinkbert.flink.binding.Summary;
import io.github.flinkbert.task.embedding.Embedding;
import java.util.Locale;
import java.util.StringJoiner;

/** How wide it is, and its first numbers. */
final class EmbeddingSummary implements Summary<Embedding> {

    private static final int MOST = 3;

    @Override
    public String of(Embedding embedding) {
        StringJoiner some = new StringJoiner(", ", embedding.size() + " numbers, ", "");
        for (int i = 0; i < Math.min(MOST, embedding.size()); i++) {
            some.add(String.format(Locale.ROOT, "%.3f", embedding.get(i)));
        }
        return "embedding: " + some + (embedding.size() > MOST ? ", …" : "");
    }

    @Override
    public String countOf(Embedding embedding) {
        return "embedding of " + embedding.size();
    }

    @Override
    public boolean isNumeric() {
        return true;
    }
}
