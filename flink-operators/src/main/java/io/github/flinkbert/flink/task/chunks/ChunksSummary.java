package io.github.flinkbert.flink.task.chunks;

import static io.github.flinkbert.flink.binding.Summary.more;
import static io.github.flinkbert.flink.binding.Summary.quoted;

import io.github.flinkbert.flink.binding.Summary;
import io.github.flinkbert.task.chunks.TextChunk;
import java.util.List;
import java.util.stream.Collectors;

/** How the first few begin. */
final class ChunksSummary implements Summary<List<TextChunk>> {

    private static final int MOST = 3;

    @Override
    public String of(List<TextChunk> chunks) {
        return "chunks: " + (chunks.isEmpty() ? "none" : some(chunks) + more(chunks.size(), MOST));
    }

    private static String some(List<TextChunk> chunks) {
        return chunks.stream()
                .limit(MOST)
                .map(chunk -> quoted(chunk.text()))
                .collect(Collectors.joining(", "));
    }

    @Override
    public String countOf(List<TextChunk> chunks) {
        return chunks.size() + " chunks";
    }
}
