package io.github.flinkbert.cli.finetune.entities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flinkbert.checkpoint.MiniatureCheckpoint;
import io.github.flinkbert.cli.evaluate.FormatChoice;
import io.github.flinkbert.cli.evaluate.entities.EntityFormats;
import io.github.flinkbert.cli.finetune.DataOptions;
import io.github.flinkbert.text.Casing;
import io.github.flinkbert.text.Tokenizer;
import io.github.flinkbert.text.Vocabulary;
import io.github.flinkbert.text.WordPieceTokenizer;
import io.github.flinkbert.training.data.TrainingDataException;
import io.github.flinkbert.training.entities.LabelledSequence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class EntityDataTest {

    private static final long SEED = 7;

    @TempDir private Path folder;
    private String news;
    private String tweets;

    /** Ten documents of two sentences, and twenty tweets in a file that knows no places. */
    @BeforeEach
    void write() throws IOException {
        StringBuilder documents = new StringBuilder();
        for (int i = 0; i < 10; i++) {
            documents
                    .append("-DOCSTART- O\n\nAnn I-PER\nis O\nin O\nRome I-LOC\n\nend O\nof O\nit")
                    .append(" O\n\n");
        }
        news = Files.writeString(folder.resolve("news.conll"), documents).toString();
        tweets =
                Files.writeString(
                                folder.resolve("tweets.conll"),
                                "@ O\nAnn B-person\nis O\nin O\nOslo O\n\n".repeat(20))
                        .toString();
    }

    @Test
    void aTenthIsHeldOutInWholeDocuments() {
        EntityData data = data("--data", news);

        assertThat(data.summary()).first().isEqualTo("Training on 18 sentences.");
        assertThat(data.summary().get(1))
                .startsWith(
                        "Development on 2 sentences: 10 % of the data, whole documents drawn by")
                .contains("seed 7");
        assertThat(data.labels()).containsExactly("O", "B-LOC", "I-LOC", "B-PER", "I-PER");
    }

    @Test
    void aFoldIsHeldOutToTestAndNothingToDevelopOn() {
        EntityData data = data("--data", news, "--folds", "5", "--fold", "2", "--no-development");

        assertThat(data.summary())
                .containsExactly(
                        "Training on 16 sentences.",
                        "No development data: the last epoch is kept.",
                        "Held out to test, never seen in training: 4 sentences.");
        assertThat(data.tests()).containsOnlyKeys("fold 2 of 5");
        assertThat(data.tests().get("fold 2 of 5").size()).isEqualTo(4);
        assertThatThrownBy(() -> data("--data", news, "--folds", "11", "--fold", "1"))
                .isInstanceOf(TrainingDataException.class);
    }

    @Test
    void aPartialFileTeachesNothingOfTypesThatItDoesNotKnow() {
        EntityData data =
                data(
                        "--data",
                        news,
                        tweets,
                        "--partial",
                        "tweets.conll=PER",
                        "--rename-type",
                        "person=PER",
                        "--join-mentions",
                        "--no-development");

        Tokenizer tokenizer =
                new WordPieceTokenizer(
                        Vocabulary.of(MiniatureCheckpoint.smallVocabulary()), Casing.CASED);
        List<LabelledSequence> examples = data.prepare(tokenizer, 64).examples();

        assertThat(examples).hasSize(40);
        // [CLS] @ A ##n ##n is in O ##s ##l ##o [SEP]; B-PER is 3, I-PER 4, places are 1 and 2.
        long notAPerson = 1 | 1 << 1 | 1 << 2;
        assertThat(examples.get(20).allowed())
                .containsExactly(
                        0, 1 << 3, 1 << 4, 0, 0, notAPerson, notAPerson, notAPerson, 0, 0, 0, 0);
        assertThat(data.facts().get(1).content())
                .isEqualTo("20 sentences; PER (speaks of no other)");
    }

    @Test
    void theLastSentencesCanBeHeldOut() {
        EntityData data = data("--data", tweets, "--holdout-sentences", "5");

        assertThat(data.summary())
                .containsExactly(
                        "Training on 15 sentences.",
                        "Development on 5 sentences: the last 5 sentences of tweets.conll.");
    }

    private static EntityData data(String... options) {
        DataOptions data = new DataOptions();
        EntityDataOptions entities = new EntityDataOptions();
        CommandLine line = new CommandLine(new Holder(data, entities));
        line.registerConverter(FormatChoice.class, FormatChoice.converter(EntityFormats.ALL));
        line.parseArgs(new ArrayList<>(Arrays.asList(options)).toArray(String[]::new));
        return new EntityData(data, entities, SEED);
    }

    /** The two groups of options as a command has them, for picocli to fill. */
    @SuppressWarnings("UnusedVariable")
    @CommandLine.Command
    private static final class Holder {

        @CommandLine.Mixin private final DataOptions data;
        @CommandLine.Mixin private final EntityDataOptions entities;

        Holder(DataOptions data, EntityDataOptions entities) {
            this.data = data;
            this.entities = entities;
        }
    }
}
