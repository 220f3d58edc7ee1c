package io.github.flinkbert.training.entities;

import static java.util.Objects.requireNonNull;

import io.github.flinkbert.evaluation.EvaluationException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.annotation.Experimental;

/**
 * Files in CoNLL's columns: a token a line, sentences parted by blank lines, documents by {@code
 * -DOCSTART-} or {@code # newdoc}. Which columns hold token and tag is found from the whole file
 * ({@link ConllShape}), or named. A line that begins with {@code #} is a comment unless it has the
 * columns of a token. A file of another kind is refused with its line: nothing is guessed at.
 */
@Experimental
public final class ConllFile {

    private ConllFile() {}

    /**
     * Reads a file whose columns are found from it.
     *
     * @throws EvaluationException if the file cannot be read, or a line is not of its shape
     */
    public static List<TaggedSentence> read(Path file) {
        return read(file, ConllColumns.FOUND, remark -> {});
    }

    /**
     * @param named the columns that the user names
     * @param remarks told in a sentence what was chosen where there was a choice
     * @throws EvaluationException if the file cannot be read, or a line is not of its shape
     */
    public static List<TaggedSentence> read(
            Path file, ConllColumns named, Consumer<String> remarks) {
        List<ConllRows> blocks = ConllRows.read(file);
        Map<Integer, ConllShape> shapes = shapes(file, blocks, named, remarks);
        List<TaggedSentence> sentences = new ArrayList<>();
        int document = 0;
        boolean documentEnded = false;
        for (ConllRows block : blocks) {
            documentEnded |= block.beginsDocument();
            List<String> tokens = new ArrayList<>();
            List<String> tags = new ArrayList<>();
            for (ConllRows.Row row : block.tokens(file, shapes)) {
                int columns = row.cells().size();
                ConllShape shape = requireNonNull(shapes.get(columns), () -> columns + " columns");
                if (shape.isToken(row)) {
                    tokens.add(row.cells().get(shape.token()));
                    tags.add(shape.tag(file, row));
                }
            }
            if (!tokens.isEmpty()) {
                document += documentEnded && !sentences.isEmpty() ? 1 : 0;
                documentEnded = false;
                sentences.add(new TaggedSentence(tokens, tags, " ", document));
            }
        }
        return List.copyOf(sentences);
    }

    /** By the number of columns; files with one number have one shape. */
    private static Map<Integer, ConllShape> shapes(
            Path file, List<ConllRows> blocks, ConllColumns named, Consumer<String> remarks) {
        Map<Integer, List<List<ConllRows.Row>>> bySize = new LinkedHashMap<>();
        for (ConllRows block : blocks) {
            List<ConllRows.Row> rows = block.certain(file);
            if (!rows.isEmpty()) {
                bySize.computeIfAbsent(rows.get(0).cells().size(), none -> new ArrayList<>())
                        .add(rows);
            }
        }
        int usual = 0;
        int most = 0;
        for (Map.Entry<Integer, List<List<ConllRows.Row>>> each : bySize.entrySet()) {
            int rows = rows(each.getValue());
            usual = rows > most ? each.getKey() : usual;
            most = Math.max(rows, most);
        }
        Map<Integer, ConllShape> shapes = new LinkedHashMap<>();
        for (Map.Entry<Integer, List<List<ConllRows.Row>>> each : bySize.entrySet()) {
            List<List<ConllRows.Row>> sentences = each.getValue();
            ConllShape shape = new ConllShapeFinder(file, sentences, named).find(remarks);
            // Lines of another size that say nothing of entities are no tokens of this file: a
            // heading, or a comment of its own kind.
            if (each.getKey() != usual && !shape.seesEntities()) {
                throw EvaluationException.at(
                        file,
                        sentences.get(0).get(0).line(),
                        "expected %d columns, as most lines have, found %d"
                                .formatted(usual, each.getKey()));
            }
            shapes.put(each.getKey(), shape);
        }
        return shapes;
    }

    private static int rows(List<List<ConllRows.Row>> sentences) {
        return sentences.stream().mapToInt(List::size).sum();
    }
}
