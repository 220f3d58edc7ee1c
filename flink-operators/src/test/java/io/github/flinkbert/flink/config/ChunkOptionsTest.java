package io.github.flinkbert.flink.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flinkbert.checkpoint.Pooling;
import io.github.flinkbert.flink.binding.TaskRequest;
import io.github.flinkbert.flink.option.JobConfigException;
import io.github.flinkbert.flink.task.chunks.ChunksTask;
import io.github.flinkbert.flink.task.embedding.EmbeddingTask;
import io.github.flinkbert.task.chunks.Chunking;
import io.github.flinkbert.task.chunks.EmbedChunks;
import io.github.flinkbert.task.embedding.Embed;
import io.github.flinkbert.task.embedding.Layers;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Kafka job's options of chunks. */
class ChunkOptionsTest {

    private static List<TaskRequest> requests(String tasks, String... options) {
        Map<String, String> all =
                new TreeMap<>(
                        Map.of(
                                "bootstrap-servers", "k:9092",
                                "input-topics", "texts",
                                "output-topic", "enriched",
                                "model", "/models/cased",
                                "tasks", tasks));
        for (int i = 0; i < options.length; i += 2) {
            all.put(options[i], options[i + 1]);
        }
        return KafkaJobConfig.from(all).asks().requests();
    }

    @Test
    void theNameOfTheTaskIsEnough() {
        assertThat(requests("chunks")).isEqualTo(List.of(ChunksTask.asReleased()));
        assertThat(requests("chunks").get(0).everyAsk("?"))
                .isEqualTo(List.of(EmbedChunks.asReleased()));
    }

    @Test
    void everyOptionArrivesAndThoseOfEmbeddingsAreForBoth() {
        Embed embed = new Embed(Pooling.MEAN, Layers.LAST_FOUR, true);
        EmbedChunks late = EmbedChunks.asReleased().with(Chunking.LATE).with(100, 3).with(embed);
        String[] options = {
            "chunking", "late",
            "chunk-pieces", "100",
            "chunk-overlap", "3",
            "pooling", "mean",
            "layer", "last-four",
            "normalize", "true"
        };

        assertThat(requests("chunks", options)).isEqualTo(List.of(ChunksTask.of(late)));
        assertThat(requests("chunks,embedding", options))
                .isEqualTo(List.of(EmbeddingTask.of(embed), ChunksTask.of(late)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "embedding | chunk-pieces=9 | chunk-pieces is for the task chunks, which is not",
                "embedding | chunking=early | chunking is for the task chunks, which is not",
                "chunks | chunk-pieces=7 | chunk-pieces must be a whole number of at least 8",
                "chunks | chunk-overlap=-1 | chunk-overlap must be a whole number of at least 0",
                "chunks | chunking=both | chunking must be one of early, late, found \"both\"",
                "answers | pooling=mean | pooling is for the task embedding, which is not among"
            })
    void eachFaultHasItsSentence(String tasks, String option, String sentence) {
        String[] parts = option.split("=", 2);

        assertThatThrownBy(() -> requests(tasks, parts[0], parts[1]))
                .isInstanceOf(JobConfigException.class)
                .hasMessageContaining(sentence);
    }
}
