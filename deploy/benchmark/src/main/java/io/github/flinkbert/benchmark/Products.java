package io.github.flinkbert.benchmark;

import io.github.flinkbert.benchmark.measure.BareProduct;
import io.github.flinkbert.benchmark.measure.Numbers;
import io.github.flinkbert.benchmark.peer.NumberFormatName;
import io.github.flinkbert.benchmark.report.ProductRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat32;

/** The bare matrix products, measured anew in every round. */
final class Products implements AutoCloseable {

    private static final double SECONDS = 0.5;

    private final Map<NumberFormatName, BareProduct> products = new LinkedHashMap<>();
    private final Map<NumberFormatName, List<BareProduct.Rate>> found = new LinkedHashMap<>();

    /** Not before models are there: they decide how many threads an op has. */
    private void begin() {
        products.put(NumberFormatName.FLOAT32, BareProduct.of(TFloat32.class));
        products.put(NumberFormatName.BFLOAT16, BareProduct.of(TBfloat16.class));
    }

    void measure() throws Exception {
        if (products.isEmpty()) {
            begin();
        }
        for (Map.Entry<NumberFormatName, BareProduct> product : products.entrySet()) {
            found.computeIfAbsent(product.getKey(), format -> new ArrayList<>())
                    .add(product.getValue().measure(SECONDS));
        }
    }

    /** The middle of the rounds since {@code round}; empty where the format was not measured. */
    Optional<BareProduct.Rate> rate(NumberFormatName format, int sinceRound) {
        return Optional.ofNullable(found.get(format))
                .map(all -> all.subList(sinceRound, all.size()))
                .filter(since -> !since.isEmpty())
                .map(
                        since ->
                                new BareProduct.Rate(
                                        middle(since, BareProduct.Rate::perSecond),
                                        middle(since, BareProduct.Rate::perCpuSecond)));
    }

    private static double middle(
            List<BareProduct.Rate> rates, Function<BareProduct.Rate, Double> figure) {
        return Numbers.median(rates.stream().map(figure).toList());
    }

    int rounds() {
        return found.getOrDefault(NumberFormatName.FLOAT32, List.of()).size();
    }

    List<ProductRow> rows() {
        List<ProductRow> rows = new ArrayList<>();
        found.forEach(
                (format, all) -> {
                    if (!all.isEmpty()) {
                        rows.add(
                                new ProductRow(
                                        format.toString(),
                                        middle(all, BareProduct.Rate::perSecond) / 1e9,
                                        all.stream()
                                                        .mapToDouble(BareProduct.Rate::perSecond)
                                                        .max()
                                                        .orElseThrow()
                                                / 1e9,
                                        middle(all, BareProduct.Rate::perCpuSecond) / 1e9));
                    }
                });
        return rows;
    }

    @Override
    public void close() {
        products.values().forEach(BareProduct::close);
    }
}
