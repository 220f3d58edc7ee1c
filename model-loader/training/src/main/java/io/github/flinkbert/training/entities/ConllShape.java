package io.github.flinkbert.training.entities;

import io.github.flinkbert.evaluation.EvaluationException;
import java.nio.file.Path;

/**
 * Where the rows of a CoNLL file have what is read.
 *
 * @param token column of the token, from 0
 * @param tag column of its tag
 * @param last whether that is the last column
 * @param cells how that column says tags
 * @param numbered whether the first column numbers a sentence's tokens, as in CoNLL-U
 * @param seesEntities whether a tag in that column is of an entity
 */
record ConllShape(
        int token,
        int tag,
        boolean last,
        ConllCells cells,
        boolean numbered,
        boolean seesEntities) {

    /** Multiword tokens ({@code 3-4}) and empty nodes ({@code 8.1}) of CoNLL-U are no tokens. */
    boolean isToken(ConllRows.Row row) {
        String first = row.cells().get(0);
        return !numbered || (first.indexOf('-') < 0 && first.indexOf('.') < 0);
    }

    boolean hasTag(ConllRows.Row row) {
        return cells.isTag(row.cells().get(tag));
    }

    /**
     * The row's tag, in BIOES.
     *
     * @throws EvaluationException if it has none
     */
    String tag(Path file, ConllRows.Row row) {
        String cell = row.cells().get(tag);
        return cells.tag(cell).orElseThrow(() -> noTag(file, row, cell)).toString();
    }

    private EvaluationException noTag(Path file, ConllRows.Row row, String cell) {
        String sentence =
                last
                        ? ("expected a token and, in the last column, a tag such as O or B-PER,"
                                        + " found %d columns, the last of them \"%s\"")
                                .formatted(row.cells().size(), cell)
                        : "expected a tag such as O or B-PER in column %d, found \"%s\""
                                .formatted(tag + 1, cell);
        return EvaluationException.at(file, row.line(), sentence);
    }
}
