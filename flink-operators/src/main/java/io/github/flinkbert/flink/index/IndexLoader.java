package io.github.flinkbert.flink.index;

import io.github.flinkbert.Bert;
import io.github.flinkbert.checkpoint.SentenceEmbedding;
import io.github.flinkbert.checkpoint.SimilarityFunction;
import io.github.flinkbert.flink.config.SqlModelConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.LogicalType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes an index of a table's rows. For one thread. */
final class IndexLoader {

    private static final Logger LOG = LoggerFactory.getLogger(IndexLoader.class);

    /** About, of a row: both levels' arrays of a node, and the vector's own head. */
    private static final int NODE = 200;

    private static final int BYTES_PER_NEIGHBOR = 16;

    private final IndexDefinition definition;
    private final List<LogicalType> read;
    private final RowCopier copier;
    private final List<GenericRowData> rows = new ArrayList<>();
    private final List<float @Nullable []> vectors = new ArrayList<>();
    private final boolean lenient;
    private int dimension;
    private long bytesOfSource;
    private long unread;

    /**
     * What was loaded.
     *
     * @param skipped rows without a vector, which cannot be found
     * @param bytes that it takes on the heap, about
     */
    record Loaded(VectorIndex index, long skipped, long bytes) {}

    private IndexLoader(IndexDefinition definition) {
        this.definition = definition;
        lenient = definition.source().leavesOddRowsOut();
        List<LogicalType> types = new ArrayList<>(definition.columns());
        if (definition.vectors().isMadeOfTexts()) {
            types.remove(definition.vectors().column());
        }
        read = List.copyOf(types);
        copier = new RowCopier(read);
    }

    /**
     * @param old what the table was before, whose texts have their vectors
     * @throws IOException if the rows cannot be read
     * @throws IndexException with a sentence for the user if the table cannot be indexed
     */
    static Loaded load(
            IndexDefinition definition, RowSource.Reader reader, Optional<VectorIndex> old)
            throws IOException {
        IndexLoader loader = new IndexLoader(definition);
        loader.bytesOfSource = reader.bytes();
        loader.unread = reader.read(loader::add);
        if (loader.lenient && !definition.vectors().isMadeOfTexts()) {
            loader.leaveOut();
        }
        if (definition.vectors().isMadeOfTexts()) {
            loader.makeVectors(old);
        }
        return loader.index();
    }

    private void add(RowData row) {
        Object[] values = copier.copy(row);
        GenericRowData whole = new GenericRowData(definition.columns().size());
        int column = definition.vectors().column();
        boolean made = definition.vectors().isMadeOfTexts();
        for (int i = 0; i < values.length; i++) {
            whole.setField(made && i >= column ? i + 1 : i, values[i]);
        }
        rows.add(whole);
        if (!made) {
            vectors.add(vector((ArrayData) values[column]));
        }
        requireRoom();
    }

    /** Not a copy: the row and the index share it. */
    private float @Nullable [] vector(@Nullable ArrayData array) {
        if (array == null) {
            return null;
        }
        if (!((GenericArrayData) array).isPrimitiveArray()) {
            if (lenient) {
                return null;
            }
            throw odd("a vector with a null in it", "numbers");
        }
        return lenient ? array.toFloatArray() : checked(array.toFloatArray());
    }

    /** The table's dimension is that of most vectors, for any of them may be the odd one. */
    private void leaveOut() {
        Map<Integer, Integer> counts = new HashMap<>();
        for (float[] vector : vectors) {
            if (vector != null && vector.length > 0) {
                counts.merge(vector.length, 1, Integer::sum);
            }
        }
        dimension =
                counts.entrySet().stream()
                        .max(Map.Entry.comparingByValue())
                        .map(Map.Entry::getKey)
                        .orElse(0);
        String first = null;
        for (int i = 0; i < vectors.size(); i++) {
            float[] vector = vectors.get(i);
            if (vector == null) {
                continue;
            }
            try {
                vectors.set(i, checked(vector));
            } catch (IndexException e) {
                vectors.set(i, null);
                first = first == null ? String.valueOf(e.getMessage()) : first;
            }
        }
        if (first != null) {
            LOG.warn("{}; it is left out, as are others like it", first);
        }
    }

    /**
     * @return null where it has no direction and one is asked for
     */
    private float @Nullable [] checked(float[] vector) {
        if (dimension == 0) {
            dimension = vector.length;
        }
        if (vector.length != dimension || dimension == 0) {
            throw odd("a vector of %d numbers".formatted(vector.length), expectedDimension());
        }
        for (float number : vector) {
            if (!Float.isFinite(number)) {
                throw odd("a vector with the number " + number, "finite numbers");
            }
        }
        double norm = Products.norm(vector);
        if (norm > Distances.LONGEST) {
            throw odd("a vector of length " + norm, "%s at most".formatted(Distances.LONGEST));
        }
        boolean none = norm == 0;
        return none && definition.search().metric() == Metric.COSINE ? null : vector;
    }

    private String expectedDimension() {
        return dimension == 0
                ? "1 at least"
                : dimension + (lenient ? ", as most have" : ", as the first row has");
    }

    private IndexException odd(String found, String expected) {
        String row = lenient ? "a row" : "row " + rows.size();
        return new IndexException(
                "%s of table %s: found %s, expected %s"
                        .formatted(row, definition.table(), found, expected));
    }

    private void makeVectors(Optional<VectorIndex> old) {
        VectorColumn column = definition.vectors();
        SqlModelConfig model = column.model();
        if (model == null) {
            throw new IllegalStateException("the vectors lie in the files");
        }
        try (TextVectors texts = new TextVectors(model, known(old), this::requireMetric)) {
            for (GenericRowData row : rows) {
                vectors.add(null);
                if (row.isNullAt(column.textColumn())) {
                    continue;
                }
                int place = vectors.size() - 1;
                texts.submit(
                        row.getString(column.textColumn()).toString(),
                        vector -> set(row, place, vector));
            }
            texts.finish();
        }
    }

    /**
     * Where no metric is given, the cosine's order must be that of what the model's maker compares
     * vectors by: so it is of vectors of length 1, but for sums of differences.
     */
    private void requireMetric(Bert bert) {
        SimilarityFunction own =
                bert.sentenceEmbedding()
                        .filter(each -> !each.normalised() || ofDifferences(each.similarity()))
                        .map(SentenceEmbedding::similarity)
                        .orElse(SimilarityFunction.COSINE);
        if (!definition.vectors().metricSaid() && own != SimilarityFunction.COSINE) {
            throw new IndexException(
                    ("its maker compares its vectors by %s (similarity_fn_name), and table %s has"
                         + " no metric; expected one, dot-product or euclidean, or cosine if that"
                         + " is meant")
                            .formatted(own.name().toLowerCase(Locale.ROOT), definition.table()));
        }
    }

    private static boolean ofDifferences(SimilarityFunction function) {
        return function == SimilarityFunction.MANHATTAN;
    }

    private void set(GenericRowData row, int place, float @Nullable [] vector) {
        float[] checked = vector == null ? null : checked(vector);
        vectors.set(place, checked);
        row.setField(
                definition.vectors().column(),
                checked == null ? null : new GenericArrayData(checked));
        if (place == 0) {
            requireRoom();
        }
    }

    private Map<String, float[]> known(Optional<VectorIndex> old) {
        Map<String, float[]> known = new HashMap<>();
        old.ifPresent(
                index -> {
                    int text = definition.vectors().textColumn();
                    for (int i = 0; i < index.size(); i++) {
                        StringData of = index.rows().get(i).getString(text);
                        known.put(of.toString(), index.vector(i));
                    }
                });
        return known;
    }

    private long bytes() {
        // Vectors of the files are counted among their rows.
        long vector = definition.vectors().isMadeOfTexts() ? (long) dimension * Float.BYTES : 0;
        long node = NODE + (long) BYTES_PER_NEIGHBOR * definition.search().m();
        return bytesOfSource + copier.bytes() + rows.size() * (vector + node);
    }

    private void requireRoom() {
        if (bytes() > definition.maxBytes()) {
            throw new IndexException(
                    "%d rows of table %s take more than max-size, %d bytes: expected fewer rows, or"
                                    .formatted(
                                            rows.size(), definition.table(), definition.maxBytes())
                            + " a greater max-size and as much more memory of the task managers");
        }
    }

    private Loaded index() {
        List<RowData> found = new ArrayList<>(rows.size());
        List<float[]> kept = new ArrayList<>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            float[] vector = vectors.get(i);
            if (vector != null) {
                found.add(rows.get(i));
                kept.add(vector);
            }
        }
        return new Loaded(
                VectorIndex.of(found, kept, definition.search()),
                unread + rows.size() - found.size(),
                bytes());
    }
}
