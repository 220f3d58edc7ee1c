package io.github.flinkbert.family.elmo;

import io.github.flinkbert.encoder.RawOps;
import io.github.flinkbert.encoder.Variables;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Words' vectors from their characters: filters over these, of each the greatest value, highway
 * layers, a projection.
 *
 * <p>Source: {@code _build_word_char_embeddings} of bilm-tf's {@code model.py}.
 *
 * @param characters [words, length]; any length that all words have, with one window of padding at
 *     least behind those that are shorter than the model's longest
 * @param vectors [words, projection]
 */
record CharacterGraph(Placeholder<TInt32> characters, Operand<TFloat32> vectors) {

    static CharacterGraph of(Ops tf, ElmoOptions options, Variables<TFloat32> variables) {
        Placeholder<TInt32> characters =
                tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(-1, -1)));
        Operand<TFloat32> embedded =
                tf.gather(variables.get(ElmoVariables.CHARACTERS), characters, tf.constant(0));
        Operand<TFloat32> image = tf.expandDims(embedded, tf.constant(1));
        List<Operand<TFloat32>> found = new ArrayList<>();
        for (int i = 0; i < options.filters().size(); i++) {
            Operand<TFloat32> filtered =
                    tf.nn.conv2d(
                            image,
                            variables.get("CNN/W_cnn_" + i),
                            List.of(1L, 1L, 1L, 1L),
                            "VALID");
            Operand<TFloat32> greatest = tf.max(filtered, tf.constant(new int[] {1, 2}));
            Operand<TFloat32> biased = RawOps.add(tf, greatest, variables.get("CNN/b_cnn_" + i));
            found.add(activated(tf, biased, options.activation()));
        }
        Operand<TFloat32> words =
                found.size() == 1 ? found.get(0) : tf.concat(found, tf.constant(1));
        for (int i = 0; i < options.highways(); i++) {
            words = highway(tf, words, variables, "CNN_high_" + i + "/");
        }
        if (options.projectsWords()) {
            words = dense(tf, words, variables, "CNN_proj/", "proj");
        }
        return new CharacterGraph(characters, words);
    }

    private static Operand<TFloat32> activated(
            Ops tf, Operand<TFloat32> x, ElmoOptions.Activation activation) {
        return switch (activation) {
            case RELU -> tf.nn.relu(x);
            case TANH -> tf.math.tanh(x);
        };
    }

    private static Operand<TFloat32> highway(
            Ops tf, Operand<TFloat32> x, Variables<TFloat32> variables, String at) {
        Operand<TFloat32> carry = tf.math.sigmoid(dense(tf, x, variables, at, "carry"));
        Operand<TFloat32> transformed = tf.nn.relu(dense(tf, x, variables, at, "transform"));
        // g × t + (1 - g) × x
        return RawOps.add(tf, x, tf.math.mul(carry, tf.math.sub(transformed, x)));
    }

    private static Operand<TFloat32> dense(
            Ops tf, Operand<TFloat32> x, Variables<TFloat32> variables, String at, String name) {
        return RawOps.add(
                tf,
                tf.linalg.matMul(x, variables.get(at + "W_" + name)),
                variables.get(at + "b_" + name));
    }
}
