package io.github.flinkbert.flink.index;

import io.github.flinkbert.flink.index.TableFiles.TableFile;
import java.io.IOException;
import java.util.function.Consumer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.src.util.RecordAndPosition;
import org.apache.flink.table.data.RowData;

/** Files that are read as a whole, such as Avro's and Parquet's. */
final class FileFormat implements RowFormat {

    private static final long serialVersionUID = 1L;

    private final String name;
    private final BulkFormat<RowData, FileSourceSplit> format;

    private FileFormat(String name, BulkFormat<RowData, FileSourceSplit> format) {
        this.name = name;
        this.format = format;
    }

    @SuppressWarnings("unchecked") // formats of tables make rows, of splits that have no more
    static RowFormat of(String name, Object format) {
        return new FileFormat(name, (BulkFormat<RowData, FileSourceSplit>) format);
    }

    @Override
    public Class<?> loaded() {
        return format.getClass();
    }

    @Override
    public void read(TableFile file, Consumer<RowData> rows) throws IOException {
        FileSourceSplit whole =
                new FileSourceSplit(
                        file.path(),
                        file.location(),
                        0,
                        file.length(),
                        file.changed(),
                        file.length());
        try (BulkFormat.Reader<RowData> reader = format.createReader(new Configuration(), whole)) {
            for (BulkFormat.RecordIterator<RowData> batch = reader.readBatch();
                    batch != null;
                    batch = reader.readBatch()) {
                for (RecordAndPosition<RowData> row = batch.next();
                        row != null;
                        row = batch.next()) {
                    rows.accept(row.getRecord());
                }
                batch.releaseBatch();
            }
        } catch (IndexException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new IndexException(
                    "%s is not a file of the format %s (%s)"
                            .formatted(file.path(), name, e.getClass().getSimpleName()));
        }
    }
}
