package io.github.flinkbert.flink.index;

import io.github.flinkbert.flink.index.TableFiles.TableFile;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.apache.flink.table.data.RowData;
import org.jspecify.annotations.Nullable;

/**
 * Rows of files.
 *
 * @param path a file or a folder, on any of Flink's file systems
 */
record FileRows(String path, RowFormat format) implements RowSource {

    @Override
    public Class<?> loaded() {
        return format.loaded();
    }

    @Override
    public boolean leavesOddRowsOut() {
        return false;
    }

    @Override
    public Reader open(long maxBytes) {
        return new Files();
    }

    private final class Files implements Reader {

        private TableFiles found = new TableFiles(List.of());
        private @Nullable TableFiles taken;

        @Override
        public boolean look() throws IOException {
            try {
                found = TableFiles.at(path);
            } catch (IOException e) {
                throw unreadable(e);
            }
            return !found.equals(taken);
        }

        @Override
        public long read(Consumer<RowData> rows) throws IOException {
            try {
                for (TableFile file : found.files()) {
                    format.read(file, rows);
                }
            } catch (IOException e) {
                throw unreadable(e);
            }
            return 0;
        }

        private IOException unreadable(IOException e) {
            return new IOException("%s cannot be read: %s".formatted(path, e.getMessage()), e);
        }

        @Override
        public void taken() {
            taken = found;
        }

        @Override
        public long bytes() {
            return 0;
        }

        @Override
        public void close() {}
    }
}
