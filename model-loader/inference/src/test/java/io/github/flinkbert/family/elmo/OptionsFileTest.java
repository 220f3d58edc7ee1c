package io.github.flinkbert.family.elmo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flinkbert.checkpoint.CacheInTempFolder;
import io.github.flinkbert.checkpoint.Checkpoints;
import io.github.flinkbert.failure.CheckpointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the files of an ELMo say is obeyed, or refused with a sentence. */
class OptionsFileTest {

    private static final String JSON = new ElmoMiniature(ElmoMiniature.USUAL, 1).json();

    @RegisterExtension final CacheInTempFolder cache = new CacheInTempFolder();
    @TempDir Path temp;

    private ElmoOptions read(String json) throws IOException {
        Path file = temp.resolve("options.json");
        Files.writeString(file, json);
        return OptionsFile.read(file);
    }

    @Test
    void allThatIsSaidIsRead() throws IOException {
        assertThat(read(JSON)).isEqualTo(ElmoMiniature.USUAL);
        assertThat(read(JSON.replace("262", "261"))).isEqualTo(ElmoMiniature.USUAL);
    }

    @Test
    void whatBilmTfWritesOfTheTrainingIsPassedOver() throws IOException {
        String trained =
                """
                {"bidirectional": true, "dropout": 0.1, "all_clip_norm_val": 10.0, "n_epochs": 10,
                 "n_train_tokens": 768648884, "batch_size": 128, "n_tokens_vocab": 793471,
                 "unroll_steps": 20, "n_negative_samples_batch": 8192,
                """;
        assertThat(read(JSON.replaceFirst("\\{", trained))).isEqualTo(ElmoMiniature.USUAL);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"relu\"|\"gelu\"|char_cnn.activation must be relu or tanh, found \"gelu\"",
                "262|260|n_characters must be 261 or 262",
                "\"max_characters_per_token\": 50|\"max_characters_per_token\": 2|must be at least"
                        + " 3",
                "[3, 8]|[3]|a filter must be [width, count], found [3]",
                "\"n_highway\": 2|\"n_highway\": -1|n_highway must be a whole number of at least 0",
                "\"cell_clip\": 3.0|\"cell_clip\": 0|cell_clip must be a positive number or null",
                "\"proj_clip\": 3.0|\"proj_clip\": \"3\"|proj_clip must be a positive number or"
                        + " null",
                "\"projection_dim\": 6|\"projection_dim\": 13|projection_dim must be at most dim",
                "\"n_layers\": 2|\"n_layers\": 0|n_layers must be a whole number of at least 1",
                "\"use_skip_connections\": true|\"use_skip_connections\": 1|must be true or false",
                "\"dim\": 12|\"dim\": 12, \"peepholes\": true|lstm.peepholes is an option that is"
                        + " not known",
                "\"dim\": 4|\"dim\": 4, \"trained\": 1|char_cnn.embedding.trained is an option",
                "\"n_highway\"|\"residual\": true, \"n_highway\"|char_cnn.residual is an option",
                "{\"lstm\"|{\"bidirectional\": false, \"lstm\"|bidirectional is false",
                "{\"lstm\"|{\"elmo_2\": 1, \"lstm\"|elmo_2 is an option that is not known",
                "\"char_cnn\"|\"embedding_cnn\"|char_cnn is missing",
            })
    void whatWouldChangeANumberIsRefused(String said, String other, String sentence) {
        assertThat(JSON).contains(said);
        assertThatThrownBy(() -> read(JSON.replace(said, other)))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining(sentence)
                .hasMessageContaining("options.json");
    }

    private void assertUnfit(ElmoMiniature model, String json, String sentence) throws IOException {
        Path folder = model.write(temp.resolve("unfit"), "", json);
        assertThatThrownBy(() -> Checkpoints.open(folder.toString()))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("weights.hdf5")
                .hasMessageContaining(sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"n_layers\": 2|\"n_layers\": 1|of which the options say nothing",
                "\"n_layers\": 2|\"n_layers\": 3|has no RNN_0/RNN/MultiRNNCell/Cell2/LSTMCell/W_0",
                "\"n_highway\": 2|\"n_highway\": 1|CNN_high_1/",
                "[3, 8]]|[3, 9]]|CNN/W_cnn_2 has the shape [1, 3, 4, 8]; the options make it",
                ", [3, 8]]|]|CNN_high_0/W_carry has the shape [16, 16]; the options make it [8, 8]",
                "\"projection_dim\": 6|\"projection_dim\": 12|the options make it",
            })
    void weightsThatDoNotFitTheOptionsAreRefused(String said, String other, String sentence)
            throws IOException {
        assertThat(JSON).contains(said);
        assertUnfit(new ElmoMiniature(ElmoMiniature.USUAL, 1), JSON.replace(said, other), sentence);
    }

    @Test
    void aMixtureThatDoesNotFitIsRefused() throws IOException {
        assertUnfit(
                new ElmoMiniature(ElmoMiniature.USUAL, 1).put("a_ELMo_W", 2),
                JSON,
                "a_ELMo_W must have 3 numbers, one a layer; found 2");
        assertUnfit(
                new ElmoMiniature(ElmoMiniature.USUAL, 1).put("a_ELMo_W", 3).put("b_ELMo_W", 3),
                JSON,
                "more than one mixture of the layers: a_ELMo_W, b_ELMo_W");
    }

    @Test
    void whatIsNoHdf5IsRefused() throws IOException {
        Path folder = new ElmoMiniature(ElmoMiniature.USUAL, 1).write(temp.resolve("none"), "");
        Files.writeString(folder.resolve("weights.hdf5"), "no HDF5");
        assertThatThrownBy(() -> Checkpoints.open(folder.toString()))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("cannot be read as HDF5");
    }
}
