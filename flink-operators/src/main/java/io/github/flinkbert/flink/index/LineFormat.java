package io.github.flinkbert.flink.index;

import io.github.flinkbert.flink.index.TableFiles.TableFile;
import java.io.IOException;
import java.util.function.Consumer;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.Collector;
import org.apache.flink.util.UserCodeClassLoader;
import org.jspecify.annotations.Nullable;

/** A row a line, such as JSON. Empty lines are passed over. */
final class LineFormat implements RowFormat {

    private static final long serialVersionUID = 1L;

    private final String name;
    private final DeserializationSchema<RowData> schema;

    LineFormat(String name, DeserializationSchema<RowData> schema) {
        this.name = name;
        this.schema = schema;
    }

    @Override
    public Class<?> loaded() {
        return schema.getClass();
    }

    @Override
    public void read(TableFile file, Consumer<RowData> rows) throws IOException {
        Decoder decoder = decoder(file.path(), rows);
        try (Lines lines = new Lines(file.location().getFileSystem().open(file.location()))) {
            byte[] line = lines.next();
            for (int number = 1; line != null; number++) {
                String problem = line.length == 0 ? null : decoder.decode(line);
                if (problem != null) {
                    throw new IndexException(
                            "line %d of %s is not a row of the format %s (%s)"
                                    .formatted(number, file.path(), name, problem));
                }
                line = lines.next();
            }
        }
    }

    /**
     * @param of what is read, for people
     * @param rows gets each row, which is another's again when it returns
     */
    Decoder decoder(String of, Consumer<RowData> rows) throws IOException {
        try {
            schema.open(new Surroundings(schema.getClass().getClassLoader()));
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IndexException(
                    "%s cannot be read, for the format %s does not open: %s"
                            .formatted(of, name, e.getMessage()),
                    e);
        }
        return new Decoder(rows);
    }

    /** Makes rows of lines. For one thread. */
    final class Decoder {

        private final Each each;

        private Decoder(Consumer<RowData> rows) {
            each = new Each(rows);
        }

        /**
         * @return what is wrong, without the format's own words, which quote the line; null if
         *     nothing is
         */
        @Nullable String decode(byte[] line) {
            try {
                schema.deserialize(line, each);
            } catch (IOException | RuntimeException e) {
                each.requireTaken();
                return IndexException.root(e).getClass().getSimpleName();
            }
            each.requireTaken();
            return null;
        }
    }

    /** Keeps what is said against a row: formats wrap it, or pass over it with the line. */
    private static final class Each implements Collector<RowData> {

        private final Consumer<RowData> rows;
        private @Nullable IndexException refused;

        private Each(Consumer<RowData> rows) {
            this.rows = rows;
        }

        private void requireTaken() {
            if (refused != null) {
                throw refused;
            }
        }

        @Override
        public void collect(RowData row) {
            if (row == null) {
                return;
            }
            try {
                rows.accept(row);
            } catch (IndexException e) {
                refused = e;
                throw e;
            }
        }

        @Override
        public void close() {}
    }

    /** What a format may ask for; its metrics are nobody's. */
    private record Surroundings(ClassLoader classes)
            implements DeserializationSchema.InitializationContext, UserCodeClassLoader {
        @Override
        public MetricGroup getMetricGroup() {
            return new NoMetrics();
        }

        @Override
        public UserCodeClassLoader getUserCodeClassLoader() {
            return this;
        }

        @Override
        public ClassLoader asClassLoader() {
            return classes;
        }

        @Override
        public void registerReleaseHookIfAbsent(String hook, Runnable run) {}
    }
}
