package io.github.flinkbert.flink.index;

import java.io.IOException;
import java.io.Serializable;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.table.data.RowData;

/** Where the rows of a table lie. Travels with the job. */
@Internal
public interface RowSource extends Serializable {

    /**
     * Rows of files.
     *
     * @param path a file or a folder, on any of Flink's file systems
     */
    static RowSource ofFiles(String path, RowFormat format) {
        return new FileRows(path, format);
    }

    /**
     * Rows of a compacted Kafka topic: of each key the last record, unless that has no value, which
     * deletes the row.
     *
     * @param consumer Kafka's properties, which may have secrets
     * @param name the format's, for people
     * @param schema reads the records' values
     */
    static RowSource ofTopic(
            String topic,
            Map<String, String> consumer,
            String name,
            DeserializationSchema<RowData> schema) {
        return new TopicRows(topic, consumer, new LineFormat(name, schema));
    }

    /** The format as Flink loaded it: tables whose formats are not the same class share nothing. */
    Class<?> loaded();

    /**
     * Whether a row whose vector cannot be used is left out. Where it is not, no index is made of
     * the table.
     */
    boolean leavesOddRowsOut();

    /**
     * Nothing is read yet.
     *
     * @param maxBytes of the heap that the table may take, about
     */
    Reader open(long maxBytes);

    /** Reads a table again and again. For one thread. */
    interface Reader extends AutoCloseable {

        /**
         * Looks what there is.
         *
         * @return whether it may be something else than at the last {@link #taken}
         * @throws IOException if that cannot be found out
         * @throws IndexException if what it has to keep is more than the table may take
         */
        boolean look() throws IOException;

        /**
         * All rows, as the last {@link #look} found them.
         *
         * @param rows gets each row, which is another's again when it returns
         * @return how many rows cannot be read, and were left out
         * @throws IOException if the rows cannot be read
         * @throws IndexException if they are not of the table's format
         */
        long read(Consumer<RowData> rows) throws IOException;

        /** What was read last is the table now. */
        void taken();

        /** Bytes of the heap that it keeps, about. */
        long bytes();

        @Override
        void close();
    }
}
