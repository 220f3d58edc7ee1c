package io.github.flinkbert.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the scores of a head for whole texts are, as the configuration beside it says: {@code
 * problem_type} (Hugging Face), and what sentence-transformers' cross-encoders say instead, the
 * name of an activation; and {@code threshold}, which is this library's own.
 *
 * <p>Source: {@code BertForSequenceClassification.forward} of transformers; {@code
 * CrossEncoder.get_default_activation_fn} of sentence-transformers.
 */
final class TrainedProblem {

    private static final String PROBLEM = "problem_type";
    private static final String THRESHOLD = "threshold";
    private static final String LIBRARY = "sentence_transformers";
    private static final String ACTIVATION = "activation_fn";

    /** As cross-encoders named it before version 4. */
    private static final String OLD_ACTIVATION = "sbert_ce_default_activation_function";

    private TrainedProblem() {}

    /** Whether this configuration is of a head for whole texts, for no other has such fields. */
    static boolean isSaid(JsonNode config) {
        return config.hasNonNull(PROBLEM) || activation(config).isPresent();
    }

    /**
     * @param outputs of the head
     * @return empty where nothing says it
     * @throws io.github.flinkbert.failure.CheckpointException if what is said is not computed
     */
    static Optional<ProblemType> read(Path folder, int outputs) {
        for (String name : List.of(HuggingFaceConfig.FILE, BundleRelease.CONFIG)) {
            Path file = folder.resolve(name);
            JsonNode config = TokenizerConfig.read(file);
            Optional<Said<ProblemType>> said =
                    Said.agreed(problem(config, file), ofActivation(config, file, outputs));
            if (said.isPresent()) {
                return said.map(Said::value);
            }
        }
        return Optional.empty();
    }

    /**
     * What a label's sigmoid must reach for it to hold.
     *
     * @param problem what {@link #read} says; where it is empty, a threshold stands for whoever
     *     asks for sigmoids
     * @param outputs of the head
     * @return empty where nothing says it
     * @throws io.github.flinkbert.failure.CheckpointException if it is no probability, or the
     *     scores are no sigmoids
     */
    static OptionalDouble threshold(Path folder, Optional<ProblemType> problem, int outputs) {
        for (String name : List.of(HuggingFaceConfig.FILE, BundleRelease.CONFIG)) {
            Path file = folder.resolve(name);
            JsonNode said = TokenizerConfig.read(file).path(THRESHOLD);
            if (said.isMissingNode() || said.isNull()) {
                continue;
            }
            if (!said.isNumber() || !(said.asDouble() >= 0 && said.asDouble() <= 1)) {
                throw Said.refusal(file, THRESHOLD, said, "a probability, 0 to 1");
            }
            if (problem.isPresent() && !hasSigmoid(problem.get(), outputs)) {
                throw Said.refusal(
                        file,
                        THRESHOLD,
                        said,
                        "none, for these scores are no sigmoids, but " + problem.get());
            }
            return OptionalDouble.of(said.asDouble());
        }
        return OptionalDouble.empty();
    }

    private static boolean hasSigmoid(ProblemType problem, int outputs) {
        return problem == ProblemType.MULTI_LABEL
                || (problem == ProblemType.SINGLE_LABEL && outputs == 1);
    }

    private static Optional<Said<ProblemType>> problem(JsonNode config, Path file) {
        if (!config.hasNonNull(PROBLEM)) {
            return Optional.empty();
        }
        ProblemType type =
                switch (config.path(PROBLEM).asText()) {
                    case "regression" -> ProblemType.REGRESSION;
                    case "single_label_classification" -> ProblemType.SINGLE_LABEL;
                    case "multi_label_classification" -> ProblemType.MULTI_LABEL;
                    default ->
                            throw Said.refusal(
                                    file,
                                    PROBLEM,
                                    config.path(PROBLEM),
                                    "regression, single_label_classification or"
                                            + " multi_label_classification");
                };
        return Optional.of(new Said<>(type, file, PROBLEM));
    }

    /**
     * The identity of one output is a score, of several what a softmax is taken of (that library's
     * {@code apply_softmax}); a sigmoid is that of each output.
     */
    private static Optional<Said<ProblemType>> ofActivation(
            JsonNode config, Path file, int outputs) {
        return activation(config)
                .map(
                        activation -> {
                            String name = activation.substring(activation.lastIndexOf('.') + 1);
                            boolean known =
                                    activation.startsWith("torch.nn.")
                                            && (name.equals("Sigmoid") || name.equals("Identity"));
                            if (!known) {
                                throw Said.refusal(
                                        file,
                                        ACTIVATION,
                                        "\"" + activation + "\", which is not computed",
                                        "torch.nn.modules.activation.Sigmoid or"
                                                + " torch.nn.modules.linear.Identity");
                            }
                            return new Said<>(
                                    type(name.equals("Sigmoid"), outputs), file, ACTIVATION);
                        });
    }

    private static ProblemType type(boolean sigmoid, int outputs) {
        if (outputs == 1) {
            return sigmoid ? ProblemType.SINGLE_LABEL : ProblemType.REGRESSION;
        }
        return sigmoid ? ProblemType.MULTI_LABEL : ProblemType.SINGLE_LABEL;
    }

    private static Optional<String> activation(JsonNode config) {
        JsonNode named = config.path(LIBRARY).path(ACTIVATION);
        return Optional.ofNullable(
                named.isTextual() ? named.asText() : config.path(OLD_ACTIVATION).textValue());
    }
}
