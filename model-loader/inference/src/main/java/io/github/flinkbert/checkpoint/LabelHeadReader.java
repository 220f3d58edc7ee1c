package io.github.flinkbert.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.flinkbert.failure.CheckpointException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tensorflow.ndarray.Shape;

/** Reads the head with labels: for tokens, for whole texts, or it is not known which. */
final class LabelHeadReader {

    /** A head of Hugging Face's multiple choice has the name of one with labels, but has none. */
    private static final String CHOICES = "ForMultipleChoice";

    private LabelHeadReader() {}

    static Optional<Head> read(HeadReader.Source source) {
        List<String> architectures = architectures(source);
        boolean choices = architectures.stream().anyMatch(a -> a.endsWith(CHOICES));
        if (!source.has(HeadReader.LABEL_WEIGHTS) || choices) {
            return Optional.empty();
        }
        Shape shape = source.weights().shape(HeadReader.LABEL_WEIGHTS);
        long outputs = shape.numDimensions() == 2 ? shape.get(0) : -1;
        HeadReader.requireFit(source, HeadReader.LABEL_WEIGHTS, HeadReader.LABEL_BIAS, outputs);
        List<String> labels = LabelFiles.read(source.folder(), Math.toIntExact(outputs));
        Optional<LabelHeadKind> kind = LabelHeadKind.of(source, labels);
        if (kind.isPresent()) {
            return Optional.of(
                    switch (kind.get()) {
                        case TOKENS -> tokens(source, labels);
                        case TEXTS -> textsIfSupported(source, labels, architectures);
                    });
        }
        return Optional.of(either(source, labels));
    }

    private static Head either(HeadReader.Source source, List<String> labels) {
        Head.TokenClassification tokens = tokens(source, labels);
        try {
            return new Head.UnspecifiedClassification(tokens, texts(source, labels));
        } catch (CheckpointException e) { // as of one that is known to be for whole texts
            return unsupported(labels, String.valueOf(e.getMessage()));
        }
    }

    /** Whether something can be asked of it. */
    static boolean isKnown(Head head) {
        return !(head instanceof Head.UnspecifiedClassification)
                && !(head instanceof Head.Unsupported);
    }

    private static Head.TokenClassification tokens(HeadReader.Source source, List<String> labels) {
        return new Head.TokenClassification(
                labels,
                HeadReader.LABEL_WEIGHTS,
                HeadReader.LABEL_BIAS,
                TrainedAggregation.read(source.folder()));
    }

    private static Head.TextClassification texts(HeadReader.Source source, List<String> labels) {
        Optional<ProblemType> problem = TrainedProblem.read(source.folder(), labels.size());
        return new Head.TextClassification(
                labels,
                HeadReader.LABEL_WEIGHTS,
                HeadReader.LABEL_BIAS,
                problem,
                TrainedProblem.threshold(source.folder(), problem, labels.size()));
    }

    private static Head textsIfSupported(
            HeadReader.Source source, List<String> labels, List<String> architectures) {
        Optional<String> other =
                architectures.stream()
                        .filter(
                                a ->
                                        a.endsWith(LabelHeadKind.TEXT_CLASS)
                                                && !a.equals(source.textClass()))
                        .findFirst();
        if (other.isPresent()) {
            return unsupported(
                    labels,
                    "it is one of %s, where %s is expected"
                            .formatted(other.get(), source.textClass()));
        }
        if (source.lacksPooler()) {
            return unsupported(
                    labels,
                    ("it is for whole texts, which takes a pooler, but there is no %s: a head that"
                                    + " takes the vector of [CLS] without a pooler is not BERT's")
                            .formatted(HeadReader.POOLER));
        }
        try {
            return texts(source, labels);
        } catch (CheckpointException e) { // of the head alone: the encoder can be used without it
            return unsupported(labels, String.valueOf(e.getMessage()));
        }
    }

    private static Head unsupported(List<String> labels, String reason) {
        return new Head.Unsupported(
                labels, HeadReader.LABEL_WEIGHTS, HeadReader.LABEL_BIAS, reason);
    }

    private static List<String> architectures(HeadReader.Source source) {
        List<String> architectures = new ArrayList<>();
        for (String file : List.of(HuggingFaceConfig.FILE, BundleRelease.CONFIG)) {
            for (JsonNode each :
                    TokenizerConfig.read(source.folder().resolve(file)).path("architectures")) {
                architectures.add(each.asText());
            }
        }
        return architectures;
    }
}
