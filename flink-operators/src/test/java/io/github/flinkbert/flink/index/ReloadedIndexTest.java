package io.github.flinkbert.flink.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.api.common.serialization.AbstractDeserializationSchema;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.FloatType;
import org.apache.flink.table.types.logical.VarCharType;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReloadedIndexTest {

    private static final float[] QUERY = {1, 0};

    @TempDir private Path folder;
    private Path table;

    @BeforeEach
    void makeTable() throws IOException {
        table = Files.createDirectory(folder.resolve("table"));
        write("a", "first 1 0", "second 0 1");
    }

    @Test
    void aChangedFileIsTheTableOfTheNextQueries() throws Exception {
        try (ReloadedIndex index = new ReloadedIndex(definition(table, 1 << 20))) {
            assertThat(nearest(index.first().get())).isEqualTo("first");

            write("a", "first 0 1", "second 1 0", "third 1 1");
            Awaitility.await().until(() -> index.loads() == 2);
            assertThat(nearest(index.current())).isEqualTo("second");

            write("b", "fourth 5 0.1");
            Awaitility.await().until(() -> index.loads() == 3);
            assertThat(index.rows()).isEqualTo(4);
            Thread.sleep(50);
            assertThat(index.loads()).isEqualTo(3);
            assertThat(index.failedLoads()).isZero();
        }
    }

    @Test
    void everyAnswerUnderLoadIsOfOneTable() throws Exception {
        try (ReloadedIndex index = new ReloadedIndex(definition(table, 1 << 20))) {
            var unused = index.first().get();
            AtomicBoolean stop = new AtomicBoolean();
            List<CompletableFuture<Integer>> searchers = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                searchers.add(CompletableFuture.supplyAsync(() -> asked(index, stop)));
            }
            for (int version = 0; version < 20; version++) {
                // The nearest of one version is the farthest of the next.
                write(
                        "a",
                        "first %d %d".formatted(1 - version % 2, version % 2),
                        "%d 1 1".formatted(version),
                        "second %d %d".formatted(version % 2, 1 - version % 2));
                long before = index.loads();
                Awaitility.await()
                        .pollInterval(Duration.ofMillis(2))
                        .until(() -> index.loads() > before);
            }
            stop.set(true);
            for (CompletableFuture<Integer> searcher : searchers) {
                assertThat(searcher.get()).isPositive();
            }
        }
    }

    /** How often; fails where an answer mixes two tables. */
    private static int asked(ReloadedIndex index, AtomicBoolean stop) {
        int asked = 0;
        for (; !stop.get(); asked++) {
            List<Neighbor> found = index.current().nearest(QUERY, 3, Optional.empty());
            if (found.size() == 3) {
                int version = Integer.parseInt(found.get(1).row().getString(0).toString());
                assertThat(found.get(0).row().getString(0).toString())
                        .isEqualTo(version % 2 == 0 ? "first" : "second");
            }
        }
        return asked;
    }

    @Test
    void aBrokenFileLeavesTheTableAsItWasAndIsCountedUntilItIsMended() throws Exception {
        try (ReloadedIndex index = new ReloadedIndex(definition(table, 1 << 20))) {
            VectorIndex first = index.first().get();

            write("b", "broken x y");
            Awaitility.await().until(() -> index.failedLoads() > 1);
            assertThat(index.current()).isSameAs(first);

            write("b", "longer 1 2 3");
            long failed = index.failedLoads();
            Awaitility.await().until(() -> index.failedLoads() > failed + 1);
            assertThat(index.current()).isSameAs(first);

            write("b", "mended 2 0.1");
            Awaitility.await().until(() -> index.loads() == 2);
            assertThat(index.rows()).isEqualTo(3);
        }
    }

    @Test
    void aFolderThatIsGoneLeavesTheTableAsItWas() throws Exception {
        try (ReloadedIndex index = new ReloadedIndex(definition(table, 1 << 20))) {
            VectorIndex first = index.first().get();

            Files.move(table, folder.resolve("elsewhere"));
            Awaitility.await().until(() -> index.failedLoads() > 0);

            assertThat(index.current()).isSameAs(first);
        }
    }

    @Test
    void rowsWithoutADirectionAreLeftOutAndCounted() throws Exception {
        write("a", "first 1 0", "none", "zeros 0 0");
        try (ReloadedIndex index = new ReloadedIndex(definition(table, 1 << 20))) {
            assertThat(index.first().get().size()).isEqualTo(1);
            assertThat(index.skipped()).isEqualTo(2);
        }
    }

    @Test
    void filesThatAreNotCompleteAreNotRead() throws Exception {
        Files.writeString(table.resolve(".part"), "broken x y");
        Files.writeString(table.resolve("_SUCCESS"), "broken x y");
        try (ReloadedIndex index = new ReloadedIndex(definition(table, 1 << 20))) {
            assertThat(index.first().get().size()).isEqualTo(2);
        }
    }

    @Test
    void aTableThatTakesMoreThanItMayIsRefused() throws Exception {
        try (ReloadedIndex index = new ReloadedIndex(definition(table, 600))) {
            assertThatThrownBy(() -> index.first().get())
                    .isInstanceOf(ExecutionException.class)
                    .hasMessageContaining("2 rows of table faq take more than max-size, 600 bytes");
        }
    }

    @Test
    void vectorsOfAnotherDimensionAreRefused() throws Exception {
        write("a", "first 1 0", "second 0 1 2");
        try (ReloadedIndex index = new ReloadedIndex(definition(table, 1 << 20))) {
            assertThatThrownBy(() -> index.first().get())
                    .hasMessageContaining(
                            "row 2 of table faq: found a vector of 3 numbers, expected 2, as the"
                                    + " first row has");
        }
    }

    @Test
    void subtasksShareAnIndexAndTheLastOneCloses() throws Exception {
        SharedIndexes indexes = new SharedIndexes(Duration.ZERO);
        SharedIndexes.Lease one = indexes.acquire(definition(table, 1 << 20));
        SharedIndexes.Lease two = indexes.acquire(definition(table, 1 << 20));
        ReloadedIndex index = one.index();
        assertThat(two.index()).isSameAs(index);
        index.first().get();
        one.close();
        one.close();
        write("b", "more 1 1");
        Awaitility.await().until(() -> index.loads() == 2);
        two.close();

        SharedIndexes.Lease three = indexes.acquire(definition(table, 1 << 20));
        assertThat(three.index()).isNotSameAs(index);
        three.close();
    }

    @Test
    void anIndexThatCouldNotBeLoadedIsNobodysNextOne() throws Exception {
        write("a", "broken x y");
        SharedIndexes indexes = new SharedIndexes(Duration.ofMillis(100));
        SharedIndexes.Lease failed = indexes.acquire(definition(table, 1 << 20));
        assertThatThrownBy(() -> failed.index().first().get())
                .hasMessageContaining("line 1 of")
                .hasMessageContaining("is not a row of the format words");
        write("a", "mended 1 1");

        SharedIndexes.Lease again = indexes.acquire(definition(table, 1 << 20));

        assertThat(again.index().first().get().size()).isEqualTo(1);
        failed.close();
        again.close();
    }

    @Test
    void linesEndAsTheyDoAnywhere() throws Exception {
        Lines lines =
                new Lines(
                        new ByteArrayInputStream(
                                "a\r\n\nb\n"
                                        .concat("c".repeat(100_000))
                                        .getBytes(StandardCharsets.UTF_8)));

        assertThat(lines.next()).asString().isEqualTo("a");
        assertThat(lines.next()).isEmpty();
        assertThat(lines.next()).asString().isEqualTo("b");
        assertThat(lines.next()).hasSize(100_000);
        assertThat(lines.next()).isNull();
    }

    private static String nearest(VectorIndex index) {
        return index.nearest(QUERY, 1, Optional.empty()).get(0).row().getString(0).toString();
    }

    /** In one step, as who means it does. */
    private void write(String name, String... lines) throws IOException {
        Path written = Files.writeString(folder.resolve("written"), String.join("\n", lines));
        Files.move(written, table.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }

    private static IndexDefinition definition(Path path, long maxBytes) {
        return new IndexDefinition(
                "faq",
                path.toString(),
                new FileRows(path.toString(), new LineFormat("words", new Words())),
                List.of(VarCharType.STRING_TYPE, new ArrayType(new FloatType())),
                VectorColumn.inFiles(1),
                new SearchSettings(Metric.COSINE, 16, 100, 100),
                Duration.ofMillis(10),
                maxBytes);
    }

    /** A word and numbers. */
    private static final class Words extends AbstractDeserializationSchema<RowData>
            implements Serializable {
        private static final long serialVersionUID = 1L;

        @Override
        public RowData deserialize(byte[] line) {
            String[] words = new String(line, StandardCharsets.UTF_8).split(" ", -1);
            float[] numbers = new float[words.length - 1];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = Float.parseFloat(words[i + 1]);
            }
            return GenericRowData.of(
                    StringData.fromString(words[0]),
                    numbers.length == 0 ? null : new GenericArrayData(numbers));
        }
    }
}
