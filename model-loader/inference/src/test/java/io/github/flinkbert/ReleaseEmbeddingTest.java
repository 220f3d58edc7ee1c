package io.github.flinkbert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.flinkbert.checkpoint.CacheInTempFolder;
import io.github.flinkbert.checkpoint.CasingChoice;
import io.github.flinkbert.checkpoint.HuggingFaceMiniature;
import io.github.flinkbert.checkpoint.MiniatureCheckpoint;
import io.github.flinkbert.checkpoint.Pooling;
import io.github.flinkbert.checkpoint.SentenceEmbedding;
import io.github.flinkbert.encoder.Miniatures;
import io.github.flinkbert.engine.BatchReport;
import io.github.flinkbert.engine.EngineListener;
import io.github.flinkbert.engine.Precision;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.Results;
import io.github.flinkbert.task.embedding.Embed;
import io.github.flinkbert.task.embedding.Embedding;
import io.github.flinkbert.task.embedding.Layers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The embedding that a release makes where nobody says how. */
@Timeout(60)
class ReleaseEmbeddingTest {

    @RegisterExtension final CacheInTempFolder cache = new CacheInTempFolder();
    @TempDir Path folder;

    private final MiniatureCheckpoint miniature = MiniatureCheckpoint.of(Miniatures.PIECES, 2);

    @Test
    void aSentenceTransformersFolderSaysHow() throws IOException {
        HuggingFaceMiniature.write(
                folder, miniature, "BertModel", HuggingFaceMiniature.tensors(miniature, ""));
        Files.writeString(
                folder.resolve("modules.json"),
                """
                [{"path": "", "type": "sentence_transformers.models.Transformer"},
                 {"path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
                 {"path": "2_Normalize", "type": "sentence_transformers.models.Normalize"}]
                """);
        Files.createDirectories(folder.resolve("1_Pooling"));
        Files.writeString(
                folder.resolve("1_Pooling/config.json"),
                "{\"word_embedding_dimension\": 32, \"pooling_mode_cls_token\": true}");
        try (Bert bert = open()) {
            Embed own = Embed.asReleased();
            Embed said = new Embed(Pooling.CLS, Layers.LAST, true);
            Results results = bert.ask("the end", List.of(own, said));
            float[] vector = results.get(own).vector();
            double squares = 0;
            for (float value : vector) {
                squares += value * value;
            }

            assertThat(bert.sentenceEmbedding())
                    .contains(new SentenceEmbedding(Pooling.CLS, true, OptionalInt.empty()));
            assertThat(own.pooling(bert.sentenceEmbedding())).isEqualTo(Pooling.CLS);
            assertThat(results.get(own)).isEqualTo(results.get(said));
            assertThat(bert.embed("the end")).isEqualTo(vector);
            assertThat(squares).isCloseTo(1, within(1e-5));
        }
    }

    /** Sentence-transformers cuts there; here the rest is read in windows of that length. */
    @Test
    void windowsAreNoLongerThanSentenceTransformersReads() throws IOException {
        aSentenceTransformersFolderSaysHow();
        Files.writeString(folder.resolve("sentence_bert_config.json"), "{\"max_seq_length\": 7}");
        try (Bert bert = open()) {
            List<Integer> lengths = new CopyOnWriteArrayList<>();
            bert.addListener(
                    new EngineListener() {
                        @Override
                        public void ran(BatchReport report) {
                            lengths.add(report.sequences());
                        }
                    });
            Ask<Embedding> own = Embed.mean();
            bert.ask("the end of the", own);
            assertThat(lengths.stream().mapToInt(i -> i).sum()).isEqualTo(2);
            bert.ask("the of the of the of the of the of the", own);
            assertThat(lengths.stream().mapToInt(i -> i).sum()).isEqualTo(5);
        }
    }

    @Test
    void everyOtherReleaseIsTheMeanOfItsLastLayer() throws IOException {
        miniature.writeTo(folder);
        try (Bert bert = open()) {
            Embed own = Embed.asReleased();
            Results results = bert.ask("the end", List.of(own, Embed.mean()));
            assertThat(bert.sentenceEmbedding()).isEmpty();
            assertThat(own.pooling(bert.sentenceEmbedding())).isEqualTo(Pooling.MEAN);
            assertThat(results.get(own)).isEqualTo(results.get(Embed.mean()));
            assertThat(bert.embed("the end")).isEqualTo(results.get(own).vector());
        }
    }

    private Bert open() {
        return Bert.open(
                BertOptions.of(folder.toString())
                        .withCasing(CasingChoice.CASED)
                        .withPrecision(Precision.FLOAT32));
    }
}
