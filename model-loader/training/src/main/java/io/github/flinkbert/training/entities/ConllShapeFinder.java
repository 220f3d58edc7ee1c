package io.github.flinkbert.training.entities;

import io.github.flinkbert.evaluation.EvaluationException;
import io.github.flinkbert.evaluation.Invisible;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Finds the shape of a CoNLL file from all of its rows.
 *
 * <ul>
 *   <li>The token is in the first column; in the second where the first numbers each sentence's
 *       tokens (CoNLL-U, GermEval), or where a file of two columns has its tags first.
 *   <li>The tag is in the column whose cells are tags. Chunk tags ({@code I-NP}), which CoNLL-2003
 *       has beside those of entities, are passed over. Where numbered tokens are followed by two
 *       columns of tags, as in GermEval, the first is taken: outer entities. In other files with
 *       several such columns, the user must choose.
 * </ul>
 */
final class ConllShapeFinder {

    /** Of CoNLL-2000. */
    private static final Set<String> CHUNKS =
            Set.of("ADJP", "ADVP", "CONJP", "INTJ", "LST", "NP", "PP", "PRT", "SBAR", "UCP", "VP");

    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}([.-]\\d{1,9})?");

    /** So many of a text's words are no numbers. */
    private static final double MOST = 0.9;

    private static final double HALF = 0.5;
    private static final int ROWS_THAT_SHOW_IDENTITY = 5;

    private final Path file;
    private final List<List<ConllRows.Row>> sentences;
    private final List<ConllRows.Row> rows;
    private final ConllColumns named;
    private final int columns;

    /**
     * @param sentences rows of one number of columns, at least one in each
     */
    ConllShapeFinder(Path file, List<List<ConllRows.Row>> sentences, ConllColumns named) {
        this.file = file;
        this.sentences = sentences;
        this.named = named;
        rows = sentences.stream().flatMap(List::stream).toList();
        columns = rows.get(0).cells().size();
    }

    /**
     * @param remarks told where there was a choice
     * @throws EvaluationException if a row is not as the others, or the user must choose
     */
    ConllShape find(Consumer<String> remarks) {
        requireThere("--token-column", named.token());
        requireThere("--tag-column", named.tag());
        boolean numbered = isNumbered();
        boolean tagFirst =
                named.tag().orElse(2) == 1
                        || (columns == 2
                                && named.equals(ConllColumns.FOUND)
                                && !looksTagged(1)
                                && looksTagged(0));
        int usualToken = numbered || tagFirst ? 1 : 0;
        int token = named.token().isPresent() ? named.token().getAsInt() - 1 : usualToken;
        if (named.token().isEmpty() && !numbered && columns > 2) {
            requireWords();
        }
        int tag =
                named.tag().isPresent()
                        ? named.tag().getAsInt() - 1
                        : tagFirst ? 0 : tagColumn(token, numbered, remarks);
        ConllCells cells = cells(tag).orElse(ConllCells.TAGS_ONLY);
        return new ConllShape(
                token, tag, tag == columns - 1, cells, numbered, share(tag, cells::isEntity) > 0);
    }

    private void requireThere(String option, OptionalInt column) {
        if (column.orElse(1) > columns) {
            throw EvaluationException.at(
                    file,
                    rows.get(0).line(),
                    "%s %d is not there: the line has %d columns"
                            .formatted(option, column.getAsInt(), columns));
        }
    }

    /** Whether the first column numbers each sentence's tokens: it must do so in every line. */
    private boolean isNumbered() {
        if (columns < 3 || rows.size() < 2 || named.token().orElse(2) == 1) {
            return false;
        }
        double numbers = share(0, ConllShapeFinder::isNumber);
        if (numbers < MOST || (numbers < 1 && named.token().isPresent())) {
            return false;
        }
        for (List<ConllRows.Row> sentence : sentences) {
            int before = -1;
            for (ConllRows.Row row : sentence) {
                String cell = Invisible.strip(row.cells().get(0));
                if (!isNumber(cell)) {
                    throw EvaluationException.at(
                            file,
                            row.line(),
                            "expected the token's number in column 1, as in most lines, found \"%s\""
                                    .formatted(cell));
                }
                if (cell.indexOf('-') >= 0 || cell.indexOf('.') >= 0) {
                    continue;
                }
                int number = Integer.parseInt(cell);
                if (before >= 0 && number != before + 1 && named.token().isEmpty()) {
                    throw EvaluationException.at(
                            file,
                            row.line(),
                            ("expected token number %d of the sentence in column 1, found %d;"
                                            + " --token-column says where the tokens are")
                                    .formatted(before + 1, number));
                }
                before = number;
            }
        }
        return true;
    }

    private static boolean isNumber(String cell) {
        return NUMBER.matcher(Invisible.strip(cell)).matches();
    }

    /**
     * A column that says the same of all of a sentence's lines names the sentence, not its words.
     */
    private void requireWords() {
        List<List<ConllRows.Row>> several =
                sentences.stream().filter(sentence -> sentence.size() > 1).toList();
        int lines = several.stream().mapToInt(List::size).sum();
        boolean same =
                several.stream()
                        .allMatch(
                                sentence ->
                                        sentence.stream()
                                                        .map(row -> row.cells().get(0))
                                                        .distinct()
                                                        .count()
                                                == 1);
        if (same && lines >= ROWS_THAT_SHOW_IDENTITY) {
            throw EvaluationException.at(
                    file,
                    several.get(0).get(0).line(),
                    ("expected tokens in column 1, found \"%s\" in every line of the sentence;"
                                    + " --token-column says where the tokens are")
                            .formatted(several.get(0).get(0).cells().get(0)));
        }
    }

    private int tagColumn(int token, boolean numbered, Consumer<String> remarks) {
        int first = numbered ? 1 : 0;
        List<Integer> others =
                IntStream.range(first, columns).filter(c -> c != token).boxed().toList();
        List<Integer> tagged = new ArrayList<>(others.stream().filter(this::looksTagged).toList());
        List<Integer> entities = tagged.stream().filter(c -> !holdsChunks(c)).toList();
        Optional<Integer> empty =
                last(others.stream().filter(c -> share(c, "O"::equals) == 1).toList());
        if (entities.isEmpty() && !tagged.isEmpty() && empty.isPresent()) {
            return empty.get(); // chunks, and beside them no entity at all
        }
        if (!entities.isEmpty()) {
            tagged = new ArrayList<>(entities);
        }
        if (tagged.size() > 1 && !allAlike(tagged)) {
            return chosen(tagged, token, numbered, remarks);
        }
        return last(tagged)
                .or(() -> last(others.stream().filter(this::hasBareLetters).toList()))
                .or(() -> empty)
                .orElse(columns - 1);
    }

    private int chosen(
            List<Integer> tagged, int token, boolean numbered, Consumer<String> remarks) {
        String list =
                tagged.stream().map(c -> String.valueOf(c + 1)).collect(Collectors.joining(", "));
        if (numbered && tagged.equals(List.of(token + 1, token + 2))) {
            remarks.accept(
                    ("%s: columns %s hold tags; column %d is read, which holds outer entities where"
                                    + " entities are nested (--tag-column names another)")
                            .formatted(file, list, token + 2));
            return token + 1;
        }
        throw new EvaluationException(
                "%s: columns %s hold tags; expected one, --tag-column says which"
                        .formatted(file, list));
    }

    private boolean allAlike(List<Integer> tagged) {
        return rows.stream()
                .allMatch(
                        row ->
                                tagged.stream().map(c -> row.cells().get(c)).distinct().count()
                                        == 1);
    }

    private boolean looksTagged(int column) {
        return cells(column).isPresent();
    }

    /**
     * How a column says tags: most of its cells are some, and one of them of an entity. A bad cell
     * among them is a bad line, not another column. Empty where it says none.
     */
    private Optional<ConllCells> cells(int column) {
        return Stream.of(ConllCells.TAGS, ConllCells.FEATURES)
                .filter(
                        cells ->
                                share(column, cells::isEntity) > 0
                                        && share(column, cells::isTag) >= HALF)
                .findFirst();
    }

    /** Tags that know no types, such as {@code B}. */
    private boolean hasBareLetters(int column) {
        return share(column, cell -> EntityTag.of(cell).isPresent()) == 1
                && share(column, "O"::equals) < 1;
    }

    private boolean holdsChunks(int column) {
        Set<String> types = new HashSet<>();
        for (ConllRows.Row row : rows) {
            EntityTag.of(row.cells().get(column)).ifPresent(tag -> types.add(tag.type()));
        }
        types.remove("");
        return !types.isEmpty() && CHUNKS.containsAll(types);
    }

    private double share(int column, Predicate<String> holds) {
        return (double) rows.stream().filter(row -> holds.test(row.cells().get(column))).count()
                / rows.size();
    }

    private static Optional<Integer> last(List<Integer> columns) {
        return columns.isEmpty() ? Optional.empty() : Optional.of(columns.get(columns.size() - 1));
    }
}
