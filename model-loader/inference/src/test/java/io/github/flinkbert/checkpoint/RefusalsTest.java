package io.github.flinkbert.checkpoint;

import static io.github.flinkbert.checkpoint.MiniatureCheckpoint.smallVocabulary;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.tensor.ArrayWeights;
import io.github.flinkbert.tensor.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.Shape;

/** What is refused, each with a sentence that names the thing, what was found and expected. */
class RefusalsTest {

    private static final String KEY_BIAS = "bert/encoder/layer_1/attention/self/key/bias";

    @RegisterExtension final CacheInTempFolder cache = new CacheInTempFolder();
    @TempDir Path temp;

    private final MiniatureCheckpoint miniature = MiniatureCheckpoint.of(smallVocabulary(), 1);
    private Path folder;

    @BeforeEach
    void write() throws IOException {
        folder = miniature.writeTo(temp.resolve("m"));
    }

    @Test
    void aMissingVocabulary() throws IOException {
        Files.delete(folder.resolve("vocab.txt"));

        assertRefused("m has no vocabulary: expected " + folder.resolve("vocab.txt"));
    }

    @Test
    void aMissingIndex() throws IOException {
        Files.delete(folder.resolve("bert_model.ckpt.index"));

        assertRefused("has a bert_config.json, but no checkpoint");
    }

    @Test
    void aMissingShard() throws IOException {
        Files.delete(folder.resolve("bert_model.ckpt.data-00000-of-00001"));

        assertRefused("is missing: bert_model.ckpt.index needs this shard");
    }

    @Test
    void aTruncatedShard() throws IOException {
        Path shard = folder.resolve("bert_model.ckpt.data-00000-of-00001");
        byte[] whole = Files.readAllBytes(shard);
        Files.write(shard, Arrays.copyOf(whole, whole.length - 1));

        assertRefused(
                "is truncated: it has %d bytes, bert_model.ckpt.index says %d"
                        .formatted(whole.length - 1, whole.length));
    }

    @Test
    void aTruncatedIndex() throws IOException {
        Path index = folder.resolve("bert_model.ckpt.index");
        Files.write(index, Arrays.copyOf(Files.readAllBytes(index), 100));

        assertRefused("bert_model.ckpt.index is truncated or no TensorFlow checkpoint index");
    }

    @Test
    void aVocabularyThatIsNotTheEmbeddings() throws IOException {
        Files.write(folder.resolve("vocab.txt"), List.of("[UNK]", "[CLS]", "[SEP]"));

        assertRefused(
                "m: its vocabulary has 3 pieces, but its word embedding has %d rows"
                        .formatted(smallVocabulary().size()));
    }

    @Test
    void aVocabularyWithoutSpecialPieces() throws IOException {
        Files.write(folder.resolve("vocab.txt"), List.of("a", "b"));

        assertRefused("vocab.txt: the vocabulary has no [UNK]");
    }

    @Test
    void aVocabularyThatIsNoUtf8() throws IOException {
        Files.write(folder.resolve("vocab.txt"), new byte[] {(byte) 0xff, '\n'});

        assertRefused("vocab.txt is not written in UTF-8");
    }

    @Test
    void anUnknownActivation() throws IOException {
        replaceInConfig("\"gelu\"", "\"swish\"");

        assertRefused("unknown activation \"swish\" in hidden_act; expected gelu or relu");
    }

    @Test
    void aConfigurationThatIsNoJson() throws IOException {
        Files.writeString(folder.resolve("bert_config.json"), "{");

        assertRefused("bert_config.json is no JSON");
    }

    @Test
    void aConfigurationWithoutASize() throws IOException {
        replaceInConfig("intermediate_size", "something_else");

        assertRefused("intermediate_size must be a positive whole number, found nothing");
    }

    @Test
    void weightsThatDoNotFitTheConfiguration() throws IOException {
        replaceInConfig("\"intermediate_size\" : 64", "\"intermediate_size\" : 65");

        assertRefused(
                "m: variable bert/encoder/layer_0/intermediate/dense/kernel has shape [32, 64], but"
                        + " its configuration expects [32, 65]");
    }

    @Test
    void anEncoderWithAMissingVariable() throws IOException {
        rewrite(miniature.weights().renamed(n -> n.equals(KEY_BIAS) ? null : n));

        assertRefused("m has no variable " + KEY_BIAS + "; expected one of shape [32]");
    }

    @Test
    void aHeadOfTheWrongShape() throws IOException {
        rewrite(miniature.weights().with("cls/predictions/output_bias", Shape.of(1), 0f));

        assertRefused("m: variable cls/predictions/output_bias has shape [1]");
    }

    @Test
    void aCheckpointOfSomethingElse() throws IOException {
        rewrite(new ArrayWeights(java.util.Map.of()).with("dense/kernel", Shape.of(1), 0f));

        assertRefused("m is no BERT: expected one variable …bert/embeddings/word_embeddings");
    }

    @Test
    void aTensorFlow2ObjectCheckpoint() throws IOException {
        rewrite(
                new ArrayWeights(java.util.Map.of())
                        .with("_CHECKPOINTABLE_OBJECT_GRAPH", Shape.of(1), 0f));

        assertRefused("m is a TensorFlow 2 object checkpoint");
    }

    @Test
    void shapesThatDoNotTellTheHeads() throws IOException {
        Files.delete(folder.resolve("bert_config.json"));

        assertRefused("a width of 32 is no multiple of Google's head size 64");
    }

    @Test
    void aFolderThatIsNoneOfTheForms() throws IOException {
        Path other = Files.createDirectories(temp.resolve("other"));
        Files.writeString(other.resolve("readme.md"), "");

        assertThatThrownBy(() -> Checkpoints.open(other.toString()))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("holds no BERT that is known: found readme.md; expected a")
                .hasMessageContaining("Google release (bert_config.json, vocab.txt");
    }

    @Test
    void aFileThatIsNoArchive() throws IOException {
        Path file = Files.writeString(temp.resolve("a.zip"), "no zip");

        assertThatThrownBy(() -> Checkpoints.open(file.toString()))
                .isInstanceOf(CheckpointException.class)
                .hasMessage(file + " is neither a folder nor a zip or jar");
    }

    private void replaceInConfig(String what, String with) throws IOException {
        Path config = folder.resolve("bert_config.json");
        Files.writeString(config, Files.readString(config).replace(what, with));
    }

    private void rewrite(Weights weights) throws IOException {
        byte[] config = Files.readAllBytes(folder.resolve("bert_config.json"));
        GoogleCheckpointWriter.write(folder, miniature.config(), miniature.pieces(), weights);
        Files.write(folder.resolve("bert_config.json"), config);
    }

    private void assertRefused(String sentence) {
        assertThatThrownBy(() -> Checkpoints.open(folder.toString()))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining(sentence);
    }
}
