package io.github.flinkbert.family.elmo;

import java.util.List;
import java.util.OptionalDouble;

/**
 * How an ELMo is built, as its {@code options.json} says.
 *
 * @param wordLength characters that a word is read with, those for its begin and end included
 *     ({@code max_characters_per_token})
 * @param characterDim numbers of a character's vector ({@code embedding.dim})
 * @param filters of the character CNN, in the order in which their results are laid
 * @param activation behind each filter
 * @param highways highway layers behind the filters ({@code n_highway})
 * @param dim numbers of an LSTM's cell
 * @param projection numbers of a word's vector, and of what an LSTM gives ({@code projection_dim});
 *     not more than {@code dim}
 * @param layers LSTMs above each other, in each direction ({@code n_layers})
 * @param cellClip greatest absolute value of a cell; empty for any
 * @param projectionClip greatest absolute value of what is projected; empty for any
 * @param skips whether the input of each LSTM but the first is added to what it gives
 */
record ElmoOptions(
        int wordLength,
        int characterDim,
        List<Filter> filters,
        Activation activation,
        int highways,
        int dim,
        int projection,
        int layers,
        OptionalDouble cellClip,
        OptionalDouble projectionClip,
        boolean skips) {

    /**
     * One width of filters.
     *
     * @param width characters that it sees at once
     * @param count how many filters
     */
    record Filter(int width, int count) {}

    /** What stands behind a filter. */
    enum Activation {
        RELU,
        TANH
    }

    ElmoOptions {
        filters = List.copyOf(filters);
    }

    /** Numbers of all filters together. */
    int filterCount() {
        return filters.stream().mapToInt(Filter::count).sum();
    }

    /** Whether a dense layer leads from the filters to a word's vector. */
    boolean projectsWords() {
        return filterCount() != projection;
    }

    /** Whether a product leads from an LSTM's cell to what it gives; nothing is clipped else. */
    boolean projectsCells() {
        return projection < dim;
    }

    /** Numbers of a vector of any layer: both directions'. */
    int width() {
        return 2 * projection;
    }

    /** The widest filter's width. */
    int widest() {
        return filters.stream().mapToInt(Filter::width).max().orElse(1);
    }
}
