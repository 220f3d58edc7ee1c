package io.github.flinkbert.family.elmo;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.flinkbert.checkpoint.Json;
import io.github.flinkbert.failure.CheckpointException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Reads {@code options.json}. What would change a number is obeyed or refused; what bilm-tf writes
 * of the training alone is passed over.
 *
 * <p>Source: {@code BidirectionalLanguageModelGraph} of bilm-tf's {@code model.py}; {@code
 * train_elmo.py} for what else is written.
 */
final class OptionsFile {

    /** Where bilm-tf has none. */
    private static final int FEWEST_CHARACTERS = 3;

    private static final int BYTES_AND_MARKS = 261;

    private static final Set<String> TOP =
            Set.of(
                    "lstm",
                    "char_cnn",
                    "bidirectional",
                    // of the training
                    "dropout",
                    "all_clip_norm_val",
                    "n_epochs",
                    "n_train_tokens",
                    "n_tokens_vocab",
                    "batch_size",
                    "unroll_steps",
                    "n_negative_samples_batch",
                    "sample_softmax",
                    "share_embedding_softmax",
                    "learning_rate");

    private static final Set<String> CNN =
            Set.of(
                    "activation",
                    "embedding",
                    "filters",
                    "n_highway",
                    "n_characters",
                    "max_characters_per_token");

    private static final Set<String> LSTM =
            Set.of(
                    "cell_clip",
                    "proj_clip",
                    "dim",
                    "projection_dim",
                    "n_layers",
                    "use_skip_connections");

    private final Path file;

    private OptionsFile(Path file) {
        this.file = file;
    }

    /**
     * @throws CheckpointException if the file is no such, or says what is not obeyed here
     */
    static ElmoOptions read(Path file) {
        return new OptionsFile(file).options(Json.read(file));
    }

    private ElmoOptions options(JsonNode json) {
        if (!json.path("char_cnn").isObject()) {
            throw fault(
                    "char_cnn is missing: only models that read words by their characters are"
                            + " read");
        }
        requireKnown(json, "", TOP);
        if (!json.path("bidirectional").asBoolean(true)) {
            throw fault("bidirectional is false; expected a model of both directions");
        }
        JsonNode cnn = json.path("char_cnn");
        JsonNode lstm = json.path("lstm");
        requireKnown(cnn, "char_cnn.", CNN);
        requireKnown(cnn.path("embedding"), "char_cnn.embedding.", Set.of("dim"));
        requireKnown(lstm, "lstm.", LSTM);
        int characters = Json.positive(cnn, "n_characters", file);
        if (characters != BYTES_AND_MARKS && characters != BYTES_AND_MARKS + 1) {
            throw fault(
                    "n_characters must be 261 or 262: 256 bytes, 5 marks, and what is nothing; found %d"
                            .formatted(characters));
        }
        ElmoOptions options =
                new ElmoOptions(
                        Json.positive(cnn, "max_characters_per_token", file),
                        Json.positive(cnn.path("embedding"), "dim", file),
                        filters(cnn.path("filters")),
                        activation(cnn.path("activation")),
                        count(cnn, "n_highway", 0),
                        Json.positive(lstm, "dim", file),
                        Json.positive(lstm, "projection_dim", file),
                        Math.max(1, count(lstm, "n_layers", 1)),
                        clip(lstm, "cell_clip"),
                        clip(lstm, "proj_clip"),
                        skips(lstm.path("use_skip_connections")));
        if (options.wordLength() < Math.max(FEWEST_CHARACTERS, options.widest())) {
            throw fault(
                    "max_characters_per_token must be at least %d and as wide as the widest filter, %d; found %d"
                            .formatted(FEWEST_CHARACTERS, options.widest(), options.wordLength()));
        }
        if (options.projection() > options.dim()) {
            throw fault(
                    "projection_dim must be at most dim, found %d and %d"
                            .formatted(options.projection(), options.dim()));
        }
        return options;
    }

    private void requireKnown(JsonNode json, String at, Set<String> known) {
        json.fieldNames()
                .forEachRemaining(
                        name -> {
                            if (!known.contains(name)) {
                                throw fault(
                                        "%s%s is an option that is not known, and may change what the model computes"
                                                .formatted(at, name));
                            }
                        });
    }

    private List<ElmoOptions.Filter> filters(JsonNode json) {
        List<ElmoOptions.Filter> filters = new ArrayList<>();
        for (JsonNode each : json) {
            int width = each.path(0).asInt();
            int count = each.path(1).asInt();
            if (each.size() != 2 || width < 1 || count < 1) {
                throw fault("a filter must be [width, count], found " + each);
            }
            filters.add(new ElmoOptions.Filter(width, count));
        }
        if (filters.isEmpty()) {
            throw fault("char_cnn.filters has none");
        }
        return filters;
    }

    private ElmoOptions.Activation activation(JsonNode json) {
        return switch (json.asText()) {
            case "relu" -> ElmoOptions.Activation.RELU;
            case "tanh" -> ElmoOptions.Activation.TANH;
            default -> throw fault("char_cnn.activation must be relu or tanh, found " + said(json));
        };
    }

    private int count(JsonNode json, String name, int missing) {
        JsonNode value = json.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return missing;
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.asInt() < missing) {
            throw fault(
                    "%s must be a whole number of at least %d, found %s"
                            .formatted(name, missing, value));
        }
        return value.asInt();
    }

    private OptionalDouble clip(JsonNode json, String name) {
        JsonNode value = json.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return OptionalDouble.empty();
        }
        if (!value.isNumber() || value.asDouble() <= 0) {
            throw fault("%s must be a positive number or null, found %s".formatted(name, value));
        }
        return OptionalDouble.of(value.asDouble());
    }

    private boolean skips(JsonNode json) {
        if (!json.isBoolean()) {
            throw fault("lstm.use_skip_connections must be true or false, found " + said(json));
        }
        return json.asBoolean();
    }

    private static String said(JsonNode json) {
        return json.isMissingNode() ? "nothing" : json.toString();
    }

    private CheckpointException fault(String what) {
        return new CheckpointException("%s: %s".formatted(file, what));
    }
}
