package io.github.flinkbert.flink.index;

import io.github.flinkbert.flink.index.TableFiles.TableFile;
import java.io.IOException;
import java.io.Serializable;
import java.util.function.Consumer;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.data.RowData;

/** Reads rows from a table's files by one of Flink's formats. Travels with the job. */
@Internal
public interface RowFormat extends Serializable {

    /**
     * What Flink's format makes: rows of lines, such as JSON's, or of whole files, such as Avro's
     * and Parquet's.
     *
     * @param name the format's, for people
     * @throws ValidationException if it is neither
     */
    @SuppressWarnings("unchecked") // formats of tables make rows
    static RowFormat of(String name, Object decoder) {
        if (decoder instanceof DeserializationSchema<?> schema) {
            return new LineFormat(name, (DeserializationSchema<RowData>) schema);
        }
        if (decoder instanceof BulkFormat<?, ?>) {
            return FileFormat.of(name, decoder);
        }
        throw new ValidationException(
                "format %s reads neither lines nor files: found %s"
                        .formatted(name, decoder.getClass().getName()));
    }

    /** The format as Flink loaded it: tables whose formats are not the same class share nothing. */
    Class<?> loaded();

    /**
     * Reads a file to its end.
     *
     * @param rows gets each row, which is another's again when it returns
     * @throws IOException if the file cannot be opened or read
     * @throws IndexException if what is in it is not of this format
     */
    void read(TableFile file, Consumer<RowData> rows) throws IOException;
}
