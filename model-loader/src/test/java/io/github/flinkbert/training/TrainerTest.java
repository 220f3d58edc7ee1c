package io.github.flinkbert.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flinkbert.Bert;
import io.github.flinkbert.BertOptions;
import io.github.flinkbert.checkpoint.Adapter;
import io.github.flinkbert.checkpoint.CasingChoice;
import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.checkpoint.Checkpoints;
import io.github.flinkbert.checkpoint.MiniatureCheckpoint;
import io.github.flinkbert.engine.Precision;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.Reply;
import io.github.flinkbert.task.WordLabel;
import io.github.flinkbert.text.Casing;
import io.github.flinkbert.text.Pieces;
import io.github.flinkbert.text.Sequence;
import io.github.flinkbert.text.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainings of a two-layer toy. */
class TrainerTest {

    private static final List<String> SENTENCES =
            List.of(
                    "the A was in B",
                    "C of the D is 7",
                    "in E and F",
                    "the 3 of G was on",
                    "H and the I",
                    "to J is to K",
                    "9 in 8 was L",
                    "M",
                    "on the N of O and P",
                    "is Q R was the S");

    private static final List<String> LABELS = List.of("O", "B-UP", "I-UP");

    @TempDir private Path folder;
    private Path model;
    private Checkpoint checkpoint;
    private List<LabelledSequence> examples;

    @BeforeEach
    void makeModelAndExamples() throws IOException {
        model =
                MiniatureCheckpoint.of(MiniatureCheckpoint.smallVocabulary(), 5)
                        .writeTo(folder.resolve("model"));
        checkpoint = Checkpoints.open(model.toString());
        Tokenizer tokenizer = new Tokenizer(checkpoint.vocabulary(), Casing.CASED);
        examples = new ArrayList<>();
        for (String sentence : SENTENCES) {
            Pieces pieces = tokenizer.tokenize(sentence);
            Sequence sequence = Sequence.single(checkpoint.vocabulary(), pieces, 0, pieces.size());
            int[] labels = new int[sequence.length()];
            Arrays.fill(labels, -1);
            for (int piece = 0; piece < pieces.size(); piece++) {
                boolean upper = Character.isUpperCase(sentence.charAt(pieces.start(piece)));
                labels[piece + 1] = upper ? 1 : 0;
            }
            examples.add(LabelledSequence.of(sequence, labels));
        }
    }

    private static TrainingSettings settings(Depth depth, int epochs) {
        return new TrainingSettings(
                depth,
                new Optimization(epochs, 64, 1, 2e-2, 0.1, 0.01, 1, 0.05),
                new Execution(Precision.FLOAT32, 2, 1 << 20, Optional.empty(), 3),
                4);
    }

    private static Depth lora(int layers) {
        return new Depth.Lora(4, 8, layers, EnumSet.allOf(Depth.Target.class));
    }

    private TrainingReport train(
            Path to, TrainingSettings settings, boolean resume, TrainingListener listener) {
        return Trainer.train(
                checkpoint,
                model.toString(),
                new Objective.Entities(LABELS),
                examples,
                Optional.of(new Certainty(examples)),
                settings,
                to,
                resume,
                listener);
    }

    @Test
    void learnsTenSentencesByHeart() {
        Path to = folder.resolve("adapter");
        TrainingReport report = train(to, settings(lora(2), 40), false, TrainingListener.silent());

        assertThat(report.loss()).isLessThan(0.1);
        BertOptions options =
                BertOptions.of(model.toString())
                        .withCasing(CasingChoice.CASED)
                        .withPrecision(Precision.FLOAT32)
                        .withAdapters(Map.of("toy", to.toString()));
        try (Bert bert = Bert.open(options)) {
            for (String sentence : SENTENCES) {
                Reply reply =
                        bert.ask(sentence, new Ask.TagEntities("toy", WordLabel.FIRST_PIECE))
                                .get(0);
                assertThat(((Reply.Entities) reply).entities())
                        .as(sentence)
                        .extracting(Reply.Entity::text)
                        .containsExactlyElementsOf(
                                Arrays.stream(sentence.split(" ", -1))
                                        .filter(word -> Character.isUpperCase(word.charAt(0)))
                                        .toList());
            }
        }
    }

    @Test
    void changesTheTopLayersOnly() {
        Path to = folder.resolve("adapter");
        train(to, settings(lora(1), 2), false, TrainingListener.silent());
        Adapter adapter = Adapter.open(to.toString());
        assertThat(adapter.fromLayer()).isEqualTo(1);
        assertThat(adapter.baseCheckpoint()).contains(model.toString());
        assertThat(adapter.taskType()).isEqualTo("TOKEN_CLS");
    }

    /** Ends a training from within, as no handler of an ending process could. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void goesOnToTheSameNumbersWhereverItWasEnded() throws IOException {
        TrainingSettings settings = settings(lora(2), 6);
        Path unbroken = folder.resolve("unbroken");
        Map<Integer, Double> losses = new LinkedHashMap<>();
        TrainingReport expected = train(unbroken, settings, false, noting(losses, -1));

        for (int end : new int[] {1, 4, 6, 11}) {
            Path broken = folder.resolve("broken-" + end);
            Map<Integer, Double> again = new LinkedHashMap<>();
            assertThatThrownBy(() -> train(broken, settings, false, noting(again, end)))
                    .isInstanceOf(Killed.class);
            TrainingReport report = train(broken, settings, true, noting(again, -1));

            assertThat(again).as("ended at step %d", end).isEqualTo(losses);
            assertThat(report.epochs()).isEqualTo(expected.epochs());
            assertThat(report.loss()).isEqualTo(expected.loss());
            assertThat(Files.readAllBytes(broken.resolve("adapter_model.safetensors")))
                    .isEqualTo(Files.readAllBytes(unbroken.resolve("adapter_model.safetensors")));
        }
    }

    private static TrainingListener noting(Map<Integer, Double> losses, int end) {
        return new TrainingListener() {
            @Override
            public void stepped(TrainingStep step) {
                losses.put(step.step(), step.loss());
                if (step.step() == end) {
                    throw new Killed();
                }
            }
        };
    }

    @Test
    void refusesAFolderWithAnotherTraining() {
        Path to = folder.resolve("adapter");
        train(to, settings(lora(1), 1), false, TrainingListener.silent());
        assertThatThrownBy(() -> train(to, settings(lora(2), 1), true, TrainingListener.silent()))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("holds the state of another training");
    }

    /** How sure the model is of the labels, on average. */
    private record Certainty(List<LabelledSequence> examples) implements DevelopmentScorer {
        @Override
        public String metric() {
            return "certainty";
        }

        @Override
        public Map<String, Double> score(Model model) {
            var scores = model.scores(examples.stream().map(LabelledSequence::sequence).toList());
            double sum = 0;
            for (int i = 0; i < scores.size(); i++) {
                for (int token = 1; token < scores.get(i).rows() - 1; token++) {
                    int label = Long.numberOfTrailingZeros(examples.get(i).allowed()[token]);
                    sum += scores.get(i).get(token, label);
                }
            }
            return Map.of("certainty", sum);
        }
    }
}
