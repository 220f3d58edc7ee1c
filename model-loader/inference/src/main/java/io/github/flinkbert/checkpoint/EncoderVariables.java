package io.github.flinkbert.checkpoint;

import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.tensor.Weights;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.ndarray.Shape;

/**
 * Names and shapes of a BERT's variables, as {@code modeling.py} and {@code run_pretraining.py} of
 * Google's release make them.
 */
final class EncoderVariables {

    static final String WORD_EMBEDDINGS = "bert/embeddings/word_embeddings";
    static final String SEGMENT_EMBEDDINGS = "bert/embeddings/token_type_embeddings";

    /** The next-sentence head on the pooled vector, [2, hidden]: output 0 says "is next". */
    static final String NEXT_SENTENCE_WEIGHTS = "cls/seq_relationship/output_weights";

    static final String NEXT_SENTENCE_BIAS = "cls/seq_relationship/output_bias";

    private EncoderVariables() {}

    /** The variables without which there is no encoder, with the shapes that they must have. */
    static Map<String, Shape> required(BertConfig config) {
        long hidden = config.hiddenSize();
        long wide = config.intermediateSize();
        Map<String, Shape> shapes = new LinkedHashMap<>();
        long embedded = config.embeddingSize();
        shapes.put(WORD_EMBEDDINGS, Shape.of(config.vocabularySize(), embedded));
        shapes.put(TrainedPositions.TABLE, Shape.of(config.maxPositions(), embedded));
        shapes.put(SEGMENT_EMBEDDINGS, Shape.of(config.segmentTypes(), embedded));
        normalisation(shapes, "bert/embeddings", embedded);
        if (config.projectsEmbeddings()) {
            dense(shapes, "bert/embeddings_project", embedded, hidden);
        }
        for (int layer = 0; layer < config.layers(); layer++) {
            String at = "bert/encoder/layer_" + layer;
            dense(shapes, at + "/attention/self/query", hidden, hidden);
            dense(shapes, at + "/attention/self/key", hidden, hidden);
            dense(shapes, at + "/attention/self/value", hidden, hidden);
            dense(shapes, at + "/attention/output/dense", hidden, hidden);
            normalisation(shapes, at + "/attention/output", hidden);
            dense(shapes, at + "/intermediate/dense", hidden, wide);
            dense(shapes, at + "/output/dense", wide, hidden);
            normalisation(shapes, at + "/output", hidden);
        }
        return shapes;
    }

    /**
     * The pooler and the masked-word head, which a fine-tuned model may lack; where they are, they
     * must have these shapes.
     */
    static Map<String, Shape> optional(BertConfig config) {
        long hidden = config.hiddenSize();
        Map<String, Shape> shapes = new LinkedHashMap<>();
        dense(shapes, "bert/pooler/dense", hidden, hidden);
        // The word embeddings are its last kernel, so their width is its own.
        dense(shapes, "cls/predictions/transform/dense", hidden, config.embeddingSize());
        normalisation(shapes, "cls/predictions/transform", config.embeddingSize());
        shapes.put("cls/predictions/output_bias", Shape.of(config.vocabularySize()));
        return shapes;
    }

    /** Refuses weights that do not fit the configuration; one sentence for the first misfit. */
    static void requireFit(Weights weights, BertConfig config, String checkpoint) {
        required(config)
                .forEach(
                        (name, expected) -> {
                            if (!weights.names().contains(name)) {
                                throw new CheckpointException(
                                        "%s has no variable %s; expected one of shape %s"
                                                .formatted(checkpoint, name, text(expected)));
                            }
                            requireShape(weights, name, expected, checkpoint);
                        });
        Map<String, Shape> optional = optional(config);
        optional.put(NEXT_SENTENCE_WEIGHTS, Shape.of(2, config.hiddenSize()));
        optional.put(NEXT_SENTENCE_BIAS, Shape.of(2));
        optional.forEach(
                (name, expected) -> {
                    if (weights.names().contains(name)) {
                        requireShape(weights, name, expected, checkpoint);
                    }
                });
    }

    private static void requireShape(
            Weights weights, String name, Shape expected, String checkpoint) {
        Shape found = weights.shape(name);
        if (!found.equals(expected)) {
            throw new CheckpointException(
                    "%s: variable %s has shape %s, but its configuration expects %s"
                            .formatted(checkpoint, name, text(found), text(expected)));
        }
    }

    static String text(Shape shape) {
        return shape.toListOrNull().toString();
    }

    private static void dense(Map<String, Shape> shapes, String at, long in, long out) {
        shapes.put(at + "/kernel", Shape.of(in, out));
        shapes.put(at + "/bias", Shape.of(out));
    }

    private static void normalisation(Map<String, Shape> shapes, String at, long size) {
        shapes.put(at + "/LayerNorm/gamma", Shape.of(size));
        shapes.put(at + "/LayerNorm/beta", Shape.of(size));
    }
}
