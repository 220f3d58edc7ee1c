package io.github.flinkbert.flink.sql;

import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;

/** The row in which Flink hands over text and question. */
final class InputRow {

    private InputRow() {}

    /**
     * Empties a row that a failure is about: Flink writes the row into the exception's message, and
     * so into logs, where other people's texts have no business.
     */
    static void hide(RowData row) {
        if (row instanceof GenericRowData values) {
            for (int i = 0; i < values.getArity(); i++) {
                values.setField(i, null);
            }
        }
    }
}
