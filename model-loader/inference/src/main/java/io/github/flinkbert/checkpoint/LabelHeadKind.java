package io.github.flinkbert.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.flink.annotation.PublicEvolving;

/**
 * What a dense layer with labels reads. {@code run_classifier.py} and the token-classification
 * scripts made from it give both kinds one name and one shape, and so does Hugging Face.
 */
@PublicEvolving
public enum LabelHeadKind {
    /** The vector of every token. */
    TOKENS,
    /** The pooled vector of the whole text. */
    TEXTS;

    static final String TEXT_CLASS = "ForSequenceClassification";
    private static final String TOKEN_CLASS = "ForTokenClassification";

    /** {@code B-PER}, or {@code PER-B}, as {@code Tag} of the tasks reads it. */
    private static final Pattern OF_A_SCHEME = Pattern.compile("[BIMELSUW][-_].+|.+[-_][BIMELSUW]");

    /** Labels that only words have: outside of any chunk, and what Google's forks add. */
    private static final Set<String> OF_WORDS_ONLY = Set.of("O", "[CLS]", "[SEP]", "[PAD]");

    /** What an optimizer keeps of each variable that has a gradient, and of no other. */
    private static final String SLOT = "/(?:adam_m|Adam|lamb_m|Momentum)";

    private static final Pattern TRAINED_LABELS =
            Pattern.compile("(?:.*/)?output_(?:weights|bias)" + SLOT);
    private static final Pattern OTHER_HEADS = Pattern.compile("(?:.*/)?cls/.*");
    private static final Pattern TRAINED_POOLER =
            Pattern.compile("(?:.*/)?pooler/dense/(?:kernel|bias)" + SLOT);

    /**
     * The kind, by what the configuration beside a head says, else by what trained it, else by its
     * labels, else by what the weights hold.
     *
     * @param labels as files name them, or {@code LABEL_0} and so on
     * @return empty where nothing tells
     */
    static Optional<LabelHeadKind> of(HeadReader.Source source, List<String> labels) {
        JsonNode config = config(source, HuggingFaceConfig.FILE);
        JsonNode google = config(source, BundleRelease.CONFIG);
        return source.trainedAs()
                .or(() -> ofArchitecture(config))
                .or(() -> ofArchitecture(google))
                .or(() -> ofProblem(config))
                .or(() -> ofProblem(google))
                .or(source::optimizedAs)
                .or(() -> ofLabels(config, labels))
                .or(() -> ofPooler(source));
    }

    private static Optional<LabelHeadKind> ofProblem(JsonNode config) {
        return TrainedProblem.isSaid(config) ? Optional.of(TEXTS) : Optional.empty();
    }

    /** What a head with labels is known to be; empty for any other head. */
    public static Optional<LabelHeadKind> of(Head head) {
        if (head instanceof Head.TokenClassification) {
            return Optional.of(TOKENS);
        }
        return head instanceof Head.TextClassification ? Optional.of(TEXTS) : Optional.empty();
    }

    private static JsonNode config(HeadReader.Source source, String file) {
        return TokenizerConfig.read(source.folder().resolve(file));
    }

    private static Optional<LabelHeadKind> ofArchitecture(JsonNode config) {
        for (JsonNode architecture : config.path("architectures")) {
            if (architecture.asText().endsWith(TOKEN_CLASS)) {
                return Optional.of(TOKENS);
            }
            if (architecture.asText().endsWith(TEXT_CLASS)) {
                return Optional.of(TEXTS);
            }
        }
        return Optional.empty();
    }

    private static Optional<LabelHeadKind> ofLabels(JsonNode config, List<String> labels) {
        boolean ofWords =
                config.has(TrainedAggregation.FIELD)
                        || labels.stream().anyMatch(OF_WORDS_ONLY::contains)
                        || labels.stream().allMatch(l -> OF_A_SCHEME.matcher(l).matches());
        return ofWords ? Optional.of(TOKENS) : Optional.empty();
    }

    /**
     * By what an optimizer left in a checkpoint: a head on the pooled vector trains the pooler, one
     * on the tokens gives it no gradient.
     *
     * @param variables all names in the checkpoint
     */
    static Optional<LabelHeadKind> fromOptimizer(Set<String> variables) {
        boolean headTrained =
                variables.stream()
                        .filter(name -> !OTHER_HEADS.matcher(name).matches())
                        .anyMatch(name -> TRAINED_LABELS.matcher(name).matches());
        if (!headTrained) {
            return Optional.empty();
        }
        return Optional.of(
                variables.stream().anyMatch(name -> TRAINED_POOLER.matcher(name).matches())
                        ? TEXTS
                        : TOKENS);
    }

    /** By what must be there: no text is classified without a pooler. */
    private static Optional<LabelHeadKind> ofPooler(HeadReader.Source source) {
        return source.lacksPooler() ? Optional.of(TOKENS) : Optional.empty();
    }
}
