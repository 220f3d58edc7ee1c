package io.github.flinkbert.checkpoint;

import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.tensor.Weights;
import org.tensorflow.ndarray.Shape;

/**
 * Reads a configuration off the variables' shapes, for releases that come without {@code
 * bert_config.json}.
 *
 * <p>Shapes do not tell the number of heads: all of Google's releases, the 24 miniatures included,
 * have heads of 64 ("Well-Read Students Learn Better", Turc et al. 2019: A = H/64). They do not
 * tell the activation either, which is Google's {@code gelu} in all of them.
 */
final class ConfigFromShapes {

    private static final int GOOGLE_HEAD_SIZE = 64;
    private static final String PROJECTION = "bert/embeddings_project/kernel";

    private ConfigFromShapes() {}

    static BertConfig read(Weights weights, String checkpoint) {
        long hidden = hidden(weights, checkpoint);
        if (hidden % GOOGLE_HEAD_SIZE != 0) {
            throw new CheckpointException(
                    ("%s has no bert_config.json, and its number of attention heads cannot be read"
                                    + " off its shapes: a width of %d is no multiple of Google's"
                                    + " head size %d")
                            .formatted(checkpoint, hidden, GOOGLE_HEAD_SIZE));
        }
        return read(
                weights,
                checkpoint,
                Math.toIntExact(hidden / GOOGLE_HEAD_SIZE),
                Activation.GELU_TANH,
                BertConfig.GOOGLE_LAYER_NORM_EPSILON);
    }

    /** Like the other, where what shapes do not tell is known. */
    static BertConfig read(
            Weights weights,
            String checkpoint,
            int heads,
            Activation activation,
            double layerNormEpsilon) {
        Shape words = matrix(weights, EncoderVariables.WORD_EMBEDDINGS, checkpoint);
        return new BertConfig(
                Math.toIntExact(words.get(0)),
                Math.toIntExact(hidden(weights, checkpoint)),
                layers(weights, checkpoint),
                heads,
                columns(weights, "bert/encoder/layer_0/intermediate/dense/kernel", checkpoint),
                rows(weights, TrainedPositions.TABLE, checkpoint),
                rows(weights, "bert/embeddings/token_type_embeddings", checkpoint),
                activation,
                layerNormEpsilon,
                Math.toIntExact(words.get(1)),
                PoolerActivation.TANH);
    }

    /** Width of the layers: the embeddings', unless they are projected. */
    private static long hidden(Weights weights, String checkpoint) {
        return weights.names().contains(PROJECTION)
                ? matrix(weights, PROJECTION, checkpoint).get(1)
                : matrix(weights, EncoderVariables.WORD_EMBEDDINGS, checkpoint).get(1);
    }

    private static int layers(Weights weights, String checkpoint) {
        int layers = 0;
        while (weights.names()
                .contains("bert/encoder/layer_%d/attention/self/query/kernel".formatted(layers))) {
            layers++;
        }
        if (layers == 0) {
            throw new CheckpointException(
                    "%s has no variable bert/encoder/layer_0/attention/self/query/kernel"
                            .formatted(checkpoint));
        }
        return layers;
    }

    private static int rows(Weights weights, String name, String checkpoint) {
        return Math.toIntExact(matrix(weights, name, checkpoint).get(0));
    }

    private static int columns(Weights weights, String name, String checkpoint) {
        return Math.toIntExact(matrix(weights, name, checkpoint).get(1));
    }

    private static Shape matrix(Weights weights, String name, String checkpoint) {
        if (!weights.names().contains(name)) {
            throw new CheckpointException("%s has no variable %s".formatted(checkpoint, name));
        }
        Shape shape = weights.shape(name);
        if (shape.numDimensions() != 2) {
            throw new CheckpointException(
                    "%s: variable %s must be a matrix, found shape %s"
                            .formatted(checkpoint, name, EncoderVariables.text(shape)));
        }
        return shape;
    }
}
