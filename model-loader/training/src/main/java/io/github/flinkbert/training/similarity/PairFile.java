package io.github.flinkbert.training.similarity;

import io.github.flinkbert.evaluation.EvaluationException;
import io.github.flinkbert.evaluation.Utf8Lines;
import io.github.flinkbert.evaluation.similarity.KorStsFile;
import io.github.flinkbert.training.answers.Question;
import io.github.flinkbert.training.answers.SquadFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.flink.annotation.Experimental;

/**
 * A file of texts to learn vectors from, or to score them by.
 *
 * @param kind of all its pairs
 * @param pairs in the order of the file
 * @param groups of each pair what it may not be parted from when data is held out
 * @param passages all texts that a first one can find, each once: second ones, and passages of
 *     SQuAD's layout that nothing is asked about
 */
@Experimental
public record PairFile(
        Path path,
        PairKind kind,
        List<TextPair> pairs,
        List<Object> groups,
        List<String> passages) {

    /** How a file is laid out. */
    public enum Layout {
        /** By its content where that says it, else by its name's ending. */
        AUTO,
        /** Of the STS benchmark, with a header or without. */
        STS,
        /** Questions and the passages that answer them. */
        SQUAD,
        /** A table, its columns parted by tabs. */
        TSV,
        /** A table, its columns parted by commas. */
        CSV,
        /** A JSON object a line. */
        JSONL,
        /** A text a line. */
        TEXT
    }

    public PairFile {
        pairs = List.copyOf(pairs);
        groups = List.copyOf(groups);
        passages = List.copyOf(passages);
    }

    /**
     * @param columns of tables and JSON lines
     * @throws EvaluationException if the file cannot be read as its layout has it; the sentence
     *     names file and line
     */
    public static PairFile read(Path file, Layout layout, PairColumns columns) {
        Layout found = layout == Layout.AUTO ? recognise(file) : layout;
        PairFile read =
                switch (found) {
                    case STS -> sts(file);
                    case SQUAD -> squad(file);
                    case TEXT -> texts(file);
                    default -> PairTable.read(file, found, columns);
                };
        if (read.pairs().isEmpty()) {
            throw EvaluationException.at(file, 1, "expected texts, found none");
        }
        return read;
    }

    private static Layout recognise(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        List<String> lines =
                Utf8Lines.read(file).stream().filter(line -> !line.isBlank()).limit(2).toList();
        String first = lines.isEmpty() ? "" : lines.get(0);
        boolean json = first.stripLeading().startsWith("{");
        if (name.endsWith(".jsonl") || name.endsWith(".ndjson")) {
            return Layout.JSONL;
        }
        if (json) {
            return lines.size() > 1 && lines.get(1).startsWith("{") ? Layout.JSONL : Layout.SQUAD;
        }
        if (KorStsFile.fits(first)) {
            return Layout.STS;
        }
        if (name.endsWith(".txt")) {
            return Layout.TEXT;
        }
        if (name.endsWith(".csv")) {
            return Layout.CSV;
        }
        if (name.endsWith(".tsv")) {
            return Layout.TSV;
        }
        throw new EvaluationException(
                ("%s is in no format that is known by its name or content; expected --format, or an"
                                + " ending such as .tsv, .csv, .jsonl, .json or .txt")
                        .formatted(file));
    }

    private static PairFile sts(Path file) {
        List<TextPair> pairs =
                KorStsFile.read(file).stream()
                        .map(p -> TextPair.scored(p.first(), p.second(), p.similarity()))
                        .toList();
        return of(file, PairKind.SCORED, pairs);
    }

    private static PairFile texts(Path file) {
        List<TextPair> pairs =
                Utf8Lines.read(file).stream()
                        .filter(line -> !line.isBlank())
                        .map(TextPair::same)
                        .toList();
        return of(file, PairKind.SAME, pairs);
    }

    /** A question without an answer is not about the passage that it stands with. */
    private static PairFile squad(Path file) {
        SquadFile squad = SquadFile.read(file);
        List<TextPair> pairs = new ArrayList<>();
        List<Object> groups = new ArrayList<>();
        boolean one = squad.questions().stream().map(Question::article).distinct().count() == 1;
        for (Question question : squad.questions()) {
            if (!question.answers().isEmpty()) {
                int at = question.answers().get(0).start();
                pairs.add(TextPair.matched(question.question(), question.context(), at));
                groups.add(one ? question.context() : question.article());
            }
        }
        return new PairFile(file, PairKind.MATCHED, pairs, groups, squad.contexts());
    }

    /** Equal first texts stay together. */
    static PairFile of(Path file, PairKind kind, List<TextPair> pairs) {
        Set<String> passages = new LinkedHashSet<>();
        pairs.forEach(pair -> passages.add(pair.second()));
        return new PairFile(
                file,
                kind,
                pairs,
                pairs.stream().<Object>map(TextPair::first).toList(),
                List.copyOf(passages));
    }
}
