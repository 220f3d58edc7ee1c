package io.github.flinkbert.flink.sql.function;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.table.functions.FunctionDefinition;
import org.apache.flink.table.functions.ScalarFunction;
import org.apache.flink.table.module.Module;

/** Functions of vectors: no model is needed for them. */
final class BertModule implements Module {

    private static final Map<String, ScalarFunction> FUNCTIONS =
            Map.of(
                    "COSINE_SIMILARITY", new CosineSimilarityFunction(),
                    "DOT_PRODUCT", new DotProductFunction(),
                    "HAMMING_DISTANCE", new HammingDistanceFunction(),
                    "BINARIZE", new BinarizeFunction());

    @Override
    public Set<String> listFunctions() {
        return FUNCTIONS.keySet();
    }

    @Override
    public Optional<FunctionDefinition> getFunctionDefinition(String name) {
        return Optional.ofNullable(FUNCTIONS.get(name.toUpperCase(Locale.ROOT)));
    }
}
