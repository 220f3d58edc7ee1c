package io.github.flinkbert.benchmark;

import io.github.flinkbert.benchmark.measure.BareProduct;
import io.github.flinkbert.benchmark.measure.Numbers;
import io.github.flinkbert.benchmark.peer.Format;
import io.github.flinkbert.benchmark.report.ProductRow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat32;

/** The bare matrix products, measured anew in every round. */
final class Products implements AutoCloseable {

    private static final double SECONDS = 0.5;

    private final Map<Format, BareProduct> products = new LinkedHashMap<>();
    private final Map<Format, List<Double>> found = new LinkedHashMap<>();

    Products() {
        products.put(Format.FLOAT32, BareProduct.of(TFloat32.class));
        products.put(Format.BFLOAT16, BareProduct.of(TBfloat16.class));
        products.keySet().forEach(format -> found.put(format, new ArrayList<>()));
    }

    void measure() {
        products.forEach(
                (format, product) -> found.get(format).add(product.operationsPerSecond(SECONDS)));
    }

    /** Operations a second in the middle round since {@code round}; empty where not measured. */
    Optional<Double> operationsPerSecond(Format format, int sinceRound) {
        return Optional.ofNullable(found.get(format))
                .map(all -> all.subList(sinceRound, all.size()))
                .filter(since -> !since.isEmpty())
                .map(Numbers::median);
    }

    int rounds() {
        return found.get(Format.FLOAT32).size();
    }

    List<ProductRow> rows() {
        List<ProductRow> rows = new ArrayList<>();
        found.forEach(
                (format, all) -> {
                    if (!all.isEmpty()) {
                        rows.add(
                                new ProductRow(
                                        format.toString(),
                                        Numbers.median(all) / 1e9,
                                        Collections.max(all) / 1e9));
                    }
                });
        return rows;
    }

    @Override
    public void close() {
        products.values().forEach(BareProduct::close);
    }
}
