package io.github.flinkbert;

import static io.github.flinkbert.RelativesTest.OTHER;
import static io.github.flinkbert.RelativesTest.TEXT;
import static io.github.flinkbert.RelativesTest.assertClose;
import static io.github.flinkbert.RelativesTest.assertFamily;
import static io.github.flinkbert.RelativesTest.assertLabels;
import static io.github.flinkbert.RelativesTest.assertMasks;
import static io.github.flinkbert.RelativesTest.assertVectors;
import static io.github.flinkbert.RelativesTest.last;
import static io.github.flinkbert.RelativesTest.mean;
import static io.github.flinkbert.RelativesTest.sequence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.protobuf.ByteString;
import io.github.flinkbert.checkpoint.Activation;
import io.github.flinkbert.checkpoint.AggregationStrategy;
import io.github.flinkbert.checkpoint.BertConfig;
import io.github.flinkbert.checkpoint.CacheInTempFolder;
import io.github.flinkbert.checkpoint.CasingChoice;
import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.checkpoint.Checkpoints;
import io.github.flinkbert.checkpoint.PoolerActivation;
import io.github.flinkbert.checkpoint.UnigramLayout;
import io.github.flinkbert.checkpoint.UnigramMiniature;
import io.github.flinkbert.encoder.Branch;
import io.github.flinkbert.encoder.ReferenceBert;
import io.github.flinkbert.engine.Precision;
import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.task.answers.AnswerQuestion;
import io.github.flinkbert.task.embedding.Embed;
import io.github.flinkbert.task.entities.TagEntities;
import io.github.flinkbert.task.labels.ClassifyText;
import io.github.flinkbert.task.pairs.ClassifyPair;
import io.github.flinkbert.task.pairs.NextSentence;
import io.github.flinkbert.tensor.ArrayWeights;
import io.github.flinkbert.text.Pieces;
import io.github.flinkbert.text.Sequence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;

/** XLM-RoBERTa, ALBERT and BERTs with a unigram model, against plain Java in doubles. */
@Timeout(240)
class UnigramRelativesTest {

    private static final String TABLE = "bert/embeddings/position_embeddings";
    private static final String MARKS =
            """
            {"type": "Sequence", "pretokenizers": [{"type": "WhitespaceSplit"},
              {"type": "Metaspace", "replacement": "\u2581", "add_prefix_space": true}]}
            """;
    private static final String LOWER =
            """
            {"type": "Sequence", "normalizers": [{"type": "NFKD"}, {"type": "StripAccents"},
              {"type": "Lowercase"}]}
            """;

    private static final UnigramMiniature XLM =
            UnigramMiniature.of(UnigramLayout.XLM_ROBERTA, 60, 21);
    private static final UnigramMiniature ALBERT =
            UnigramMiniature.of(UnigramLayout.ALBERT, 60, 22);

    /** Rows of Multilingual MiniLM's word embedding that no piece has. */
    private static final int SPARE_ROWS = 35;

    /** Four times a group of two layers, of which there are two. */
    private static final int[] FIRST_OF_GROUP = {0, 1, 0, 1, 4, 5, 4, 5};

    @RegisterExtension final CacheInTempFolder cache = new CacheInTempFolder();
    @TempDir Path temp;

    private static Bert open(Path folder) {
        return Bert.open(BertOptions.of(folder.toString()).withPrecision(Precision.FLOAT32));
    }

    private static Sequence pair(Bert bert) {
        Pieces first = bert.tokenizer().tokenize(TEXT);
        Pieces second = bert.tokenizer().tokenize(OTHER);
        return Sequence.pair(
                bert.tokenizer().vocabulary(), first, 0, first.size(), second, 0, second.size());
    }

    private static BertConfig xlmConfig(int positions) {
        return new BertConfig(
                XLM.all().size(), 32, 2, 2, 64, positions, 1, Activation.GELU_ERF, 1e-5);
    }

    /** The whole table of positions, or what tokens read of it. */
    private static RelativeMiniature xlm(boolean stored) {
        RelativeMiniature whole = RelativeMiniature.of(xlmConfig(66), 31);
        if (stored) {
            return whole;
        }
        float[] rows = new float[66 * 32];
        whole.weights().read(TABLE, DataBuffers.of(rows, false, false));
        return new RelativeMiniature(
                xlmConfig(64),
                whole.weights()
                        .with(TABLE, Shape.of(64, 32), Arrays.copyOfRange(rows, 64, rows.length)));
    }

    private Path writeXlm(String architecture, boolean json) throws IOException {
        boolean texts = architecture.endsWith("ForSequenceClassification");
        Path folder =
                xlm(true)
                        .write(
                                temp.resolve(architecture + json),
                                """
                                {"architectures": ["%s"], "model_type": "xlm-roberta",
                                 "hidden_act": "gelu", "hidden_size": 32, "intermediate_size": 64,
                                 "num_attention_heads": 2, "num_hidden_layers": 2,
                                 "vocab_size": %d, "max_position_embeddings": 66,
                                 "type_vocab_size": 1, "layer_norm_eps": 1e-05, "pad_token_id": 1,
                                 "id2label": {"0": "no", "1": "yes", "2": "unsure"}}
                                """
                                        .formatted(architecture, XLM.all().size()),
                                bert -> xlmName(bert, architecture, texts));
        return tokenized(
                folder, XLM, json, "null", "{\"tokenizer_class\": \"XLMRobertaTokenizer\"}");
    }

    private static String xlmName(String bert, String architecture, boolean texts) {
        if (bert.startsWith("embeddings") || bert.startsWith("encoder.")) {
            return "roberta." + bert;
        }
        if (bert.startsWith("pooler.")) {
            return texts ? bert.replace("pooler", "classifier") : "roberta." + bert;
        }
        if (bert.startsWith("output_")) {
            return texts
                    ? RelativesTest.labels(bert).replace("classifier", "classifier.out_proj")
                    : architecture.endsWith("ForTokenClassification")
                            ? RelativesTest.labels(bert)
                            : null;
        }
        if (bert.startsWith("cls.squad")) {
            return architecture.endsWith("ForQuestionAnswering")
                    ? RelativesTest.answers(bert)
                    : null;
        }
        return architecture.endsWith("ForMaskedLM")
                ? bert.replace("cls.predictions.transform", "lm_head")
                        .replace("LayerNorm", "layer_norm")
                        .replace("cls.predictions.bias", "lm_head.bias")
                : null;
    }

    private static Path tokenized(
            Path folder, UnigramMiniature pieces, boolean json, String normalizer, String config)
            throws IOException {
        Files.delete(folder.resolve("vocab.txt"));
        Files.writeString(folder.resolve("tokenizer_config.json"), config);
        if (json) {
            Files.writeString(
                    folder.resolve("tokenizer.json"), pieces.json(normalizer, MARKS, false, true));
        } else {
            String file =
                    pieces.layout() == UnigramLayout.ALBERT
                            ? "spiece.model"
                            : "sentencepiece.bpe.model";
            pieces.write(folder.resolve(file), UnigramMiniature.Settings.usual(new byte[0]));
        }
        return folder;
    }

    @Test
    void xlmRobertasVectorsAreTheReferencesFromBothKindsOfTokenizerFiles() throws IOException {
        String digest = "";
        for (boolean json : new boolean[] {true, false}) {
            Path folder = writeXlm("XLMRobertaModel", json);
            assertFamily(folder, "XLM-RoBERTa");
            try (Bert bert = open(folder)) {
                assertThat(bert.model().maxPositions()).isEqualTo(64);
                assertVectors(bert, xlm(false).reference());
                assertThat(pair(bert).segment(pair(bert).length() - 1)).isZero();
                assertThat(pair(bert).length())
                        .isEqualTo(
                                bert.tokenizer().tokenize(TEXT).size()
                                        + bert.tokenizer().tokenize(OTHER).size()
                                        + 4);
            }
            try (Checkpoint checkpoint = Checkpoints.open(folder.toString())) {
                assertThat(checkpoint.digest()).isNotEqualTo(digest);
                digest = checkpoint.digest();
            }
        }
    }

    @Test
    void xlmRobertasHeadsAreRobertas() throws IOException {
        RelativeMiniature model = xlm(false);
        try (Bert bert = open(writeXlm("XLMRobertaForSequenceClassification", true))) {
            assertLabels(
                    bert.ask(TEXT, new ClassifyPair(OTHER)).labels().scores(),
                    model.reference(),
                    pair(bert));
        }
        try (Bert bert = open(writeXlm("XLMRobertaForMaskedLM", false))) {
            assertMasks(bert, model.reference());
        }
        assertTagsAndAnswers(
                writeXlm("XLMRobertaForTokenClassification", true),
                writeXlm("XLMRobertaForQuestionAnswering", true),
                model,
                TEXT); // the reference's windows leave room for BERT's special tokens alone
    }

    private static void assertTagsAndAnswers(
            Path tags, Path answers, RelativeMiniature model, String text) throws IOException {
        Path config = tags.resolve("config.json");
        Files.writeString(
                config,
                Files.readString(config)
                        .replace("\"no\"", "\"O\"")
                        .replace("\"yes\"", "\"B-PER\"")
                        .replace("\"unsure\"", "\"I-PER\""));
        try (Bert bert = open(tags)) {
            TagEntities ask = new TagEntities("", AggregationStrategy.FIRST_PIECE, false);
            ReferenceDecoding.assertSame(
                    bert.ask(text, ask),
                    new ReferenceDecoding(model.config(), model.weights(), bert.tokenizer())
                            .entities(text, ask));
        }
        try (Bert bert = open(answers)) {
            AnswerQuestion ask = new AnswerQuestion("", OTHER, 5, 8, OptionalDouble.of(0));
            ReferenceDecoding.assertSame(
                    bert.ask(text, ask),
                    new ReferenceDecoding(model.config(), model.weights(), bert.tokenizer())
                            .answers(text, ask));
        }
    }

    /** Layers of a group have the same parameters. */
    private static RelativeMiniature albert(int hidden) {
        BertConfig config =
                new BertConfig(
                        ALBERT.all().size(),
                        hidden,
                        FIRST_OF_GROUP.length,
                        2,
                        64,
                        64,
                        2,
                        Activation.GELU_TANH,
                        1e-12,
                        16,
                        PoolerActivation.TANH);
        Random random = new Random(51);
        RelativeMiniature drawn = RelativeMiniature.of(config, 41);
        ArrayWeights weights =
                drawn.weights()
                        .with(
                                "cls/seq_relationship/output_weights",
                                Shape.of(2, hidden),
                                RelativeMiniature.random(random, 2 * hidden))
                        .with(
                                "cls/seq_relationship/output_bias",
                                Shape.of(2),
                                RelativeMiniature.random(random, 2));
        for (String name : drawn.weights().names()) {
            for (int layer = 0; layer < FIRST_OF_GROUP.length; layer++) {
                String at = "bert/encoder/layer_%d/".formatted(layer);
                if (name.startsWith(at)) {
                    String first =
                            name.replace(
                                    at, "bert/encoder/layer_%d/".formatted(FIRST_OF_GROUP[layer]));
                    Shape shape = weights.shape(first);
                    float[] values = new float[(int) shape.size()];
                    weights.read(first, DataBuffers.of(values, false, false));
                    weights = weights.with(name, shape, values);
                }
            }
        }
        return new RelativeMiniature(config, weights);
    }

    private Path writeAlbert(String architecture, boolean json) throws IOException {
        Path folder =
                albert(32)
                        .write(
                                temp.resolve(architecture + json),
                                """
                                {"architectures": ["%s"], "model_type": "albert",
                                 "hidden_act": "gelu_new", "embedding_size": 16, "hidden_size": 32,
                                 "intermediate_size": 64, "num_attention_heads": 2,
                                 "num_hidden_layers": 4, "num_hidden_groups": 2,
                                 "inner_group_num": 2, "vocab_size": %d,
                                 "max_position_embeddings": 64, "type_vocab_size": 2,
                                 "layer_norm_eps": 1e-12, "classifier_dropout_prob": 0.1,
                                 "id2label": {"0": "no", "1": "yes", "2": "unsure"}}
                                """
                                        .formatted(architecture, ALBERT.all().size()),
                                bert -> albertName(bert, architecture));
        return tokenized(folder, ALBERT, json, LOWER, "{\"tokenizer_class\": \"AlbertTokenizer\"}");
    }

    private static String albertName(String bert, String architecture) {
        if (bert.startsWith("embeddings_project")) {
            return bert.replace("embeddings_project", "albert.encoder.embedding_hidden_mapping_in");
        }
        if (bert.startsWith("embeddings")) {
            return "albert." + bert;
        }
        if (bert.startsWith("encoder.layer.")) {
            int layer = bert.charAt("encoder.layer.".length()) - '0';
            String part = bert.substring("encoder.layer.0.".length());
            return FIRST_OF_GROUP[layer] != layer
                    ? null
                    : "albert.encoder.albert_layer_groups.%d.albert_layers.%d.%s"
                            .formatted(
                                    layer / 4,
                                    layer % 2,
                                    part.replace("attention.self.", "attention.")
                                            .replace("attention.output.", "attention.")
                                            .replaceFirst("^output.dense", "ffn_output")
                                            .replaceFirst(
                                                    "^output.LayerNorm", "full_layer_layer_norm")
                                            .replace("intermediate.dense", "ffn"));
        }
        if (bert.startsWith("pooler.")) {
            return bert.replace("pooler.dense", "albert.pooler");
        }
        if (bert.startsWith("output_")) {
            return architecture.endsWith("Classification") ? RelativesTest.labels(bert) : null;
        }
        if (bert.startsWith("cls.squad")) {
            return architecture.endsWith("ForQuestionAnswering")
                    ? RelativesTest.answers(bert)
                    : null;
        }
        if (bert.startsWith("cls.seq_relationship")) {
            return !architecture.endsWith("ForPreTraining")
                    ? null
                    : bert.endsWith("weights")
                            ? "sop_classifier.classifier.weight"
                            : "sop_classifier.classifier.bias";
        }
        return architecture.endsWith("ForMaskedLM") || architecture.endsWith("ForPreTraining")
                ? bert.replace("cls.predictions.transform", "predictions")
                        .replace("cls.predictions.bias", "predictions.bias")
                : null;
    }

    @Test
    void albertsVectorsAreTheReferencesOfLayersThatShareParameters() throws IOException {
        RelativeMiniature model = albert(32);
        for (boolean json : new boolean[] {true, false}) {
            Path folder = writeAlbert("AlbertModel", json);
            assertFamily(folder, "ALBERT");
            try (Bert bert = open(folder)) {
                assertVectors(bert, model.reference());
                assertThat(pair(bert).segment(pair(bert).length() - 1)).isOne();
                assertThat(bert.tokenizer().tokenize("ÁB").ids())
                        .isEqualTo(bert.tokenizer().tokenize("ab").ids());
            }
            try (Checkpoint checkpoint = Checkpoints.open(folder.toString())) {
                String name = "bert/encoder/layer_%d/output/dense/kernel";
                assertThat(checkpoint.weights().sharedWith(name.formatted(6)))
                        .isEqualTo(name.formatted(4));
                assertThat(checkpoint.weights().sharedWith(name.formatted(4)))
                        .isEqualTo(name.formatted(4));
            }
        }
    }

    @Test
    void albertsHeadsAreBertsAndThatOfSentenceOrderIsOfNextSentences() throws IOException {
        RelativeMiniature model = albert(32);
        ReferenceBert reference = model.reference();
        try (Bert bert = open(writeAlbert("AlbertForSequenceClassification", true))) {
            assertLabels(
                    bert.ask(TEXT, new ClassifyText()).scores(), reference, sequence(bert, TEXT));
        }
        try (Bert bert = open(writeAlbert("AlbertForPreTraining", true))) {
            assertMasks(bert, reference);
            double[] scores =
                    reference
                            .scores(
                                    new double[][] {reference.pooled(last(reference, pair(bert)))},
                                    new Branch.Head(
                                            "cls/seq_relationship/output_weights",
                                            "cls/seq_relationship/output_bias"))[0];
            assertThat(bert.ask(TEXT, new NextSentence(OTHER)).isNext())
                    .isCloseTo(
                            1 / (1 + Math.exp(scores[1] - scores[0])),
                            within(RelativesTest.TOLERANCE));
        }
        assertTagsAndAnswers(
                writeAlbert("AlbertForTokenClassification", true),
                writeAlbert("AlbertForQuestionAnswering", true),
                model,
                (TEXT + " ").repeat(3)); // more than one window
    }

    private Path writeGooglesAlbert() throws IOException {
        Path folder =
                albert(32)
                        .writeBundle(
                                temp.resolve("albert_tiny"),
                                bert -> {
                                    if (bert.startsWith("bert/embeddings_project/")) {
                                        return bert.replace(
                                                "bert/embeddings_project",
                                                "bert/encoder/embedding_hidden_mapping_in");
                                    }
                                    if (!bert.startsWith("bert/encoder/layer_")) {
                                        return bert;
                                    }
                                    int layer = bert.charAt("bert/encoder/layer_".length()) - '0';
                                    String part = bert.substring("bert/encoder/layer_0/".length());
                                    return FIRST_OF_GROUP[layer] != layer
                                            ? null
                                            : "bert/encoder/transformer/group_%d/inner_group_%d/%s"
                                                    .formatted(
                                                            layer / 4,
                                                            layer % 2,
                                                            part.replaceFirst(
                                                                            "^output/dense",
                                                                            "ffn_1/intermediate/output/dense")
                                                                    .replaceFirst(
                                                                            "^output/LayerNorm",
                                                                            "LayerNorm_1")
                                                                    .replaceFirst(
                                                                            "^intermediate/",
                                                                            "ffn_1/intermediate/")
                                                                    .replaceFirst(
                                                                            "^attention/output/LayerNorm",
                                                                            "LayerNorm")
                                                                    .replaceFirst(
                                                                            "^attention/",
                                                                            "attention_1/"));
                                });
        Files.delete(folder.resolve("vocab.txt"));
        ALBERT.write(
                folder.resolve("30k-clean.model"), UnigramMiniature.Settings.usual(new byte[0]));
        Files.writeString(
                folder.resolve("albert_config.json"),
                """
                {"attention_probs_dropout_prob": 0, "hidden_act": "gelu", "embedding_size": 16,
                 "hidden_size": 32, "intermediate_size": 64, "max_position_embeddings": 64,
                 "num_attention_heads": 2, "num_hidden_layers": 4, "num_hidden_groups": 2,
                 "net_structure_type": 0, "gap_size": 0, "num_memory_blocks": 0,
                 "inner_group_num": 2, "down_scale_factor": 1, "type_vocab_size": 2,
                 "vocab_size": %d}
                """
                        .formatted(ALBERT.all().size()));
        return folder;
    }

    @Test
    void googlesAlbertIsReadWithItsOwnConfiguration() throws IOException {
        Path folder = writeGooglesAlbert();
        assertFamily(folder, "ALBERT");
        try (Bert bert = open(folder)) {
            assertVectors(bert, albert(32).reference());
            assertMasks(bert, albert(32).reference());
        }
        Files.delete(folder.resolve("30k-clean.model"));
        assertRefused(folder, "holds 0 files whose names end in .model");
    }

    private Path writeMultilingual(int rows) throws IOException {
        BertConfig config = new BertConfig(rows, 32, 2, 2, 64, 64, 2, Activation.GELU_ERF, 1e-12);
        Path folder =
                RelativeMiniature.of(config, 61)
                        .write(
                                temp.resolve("multilingual-e5-mini" + rows),
                                """
                                {"architectures": ["BertModel"], "model_type": "bert",
                                 "hidden_act": "gelu", "hidden_size": 32, "intermediate_size": 64,
                                 "num_attention_heads": 2, "num_hidden_layers": 2,
                                 "vocab_size": %d, "max_position_embeddings": 64,
                                 "type_vocab_size": 2, "layer_norm_eps": 1e-12,
                                 "tokenizer_class": "XLMRobertaTokenizer"}
                                """
                                        .formatted(rows),
                                bert ->
                                        bert.startsWith("cls.") || bert.startsWith("output_")
                                                ? null
                                                : bert);
        tokenized(folder, XLM, true, "null", "{\"tokenizer_class\": \"XLMRobertaTokenizer\"}");
        Files.writeString(
                folder.resolve("modules.json"),
                """
                [{"idx": 0, "name": "0", "path": "", "type":
                   "sentence_transformers.models.Transformer"},
                 {"idx": 1, "name": "1", "path": "1_Pooling", "type":
                   "sentence_transformers.models.Pooling"},
                 {"idx": 2, "name": "2", "path": "2_Normalize", "type":
                   "sentence_transformers.models.Normalize"}]
                """);
        Files.createDirectories(folder.resolve("1_Pooling"));
        Files.writeString(
                folder.resolve("1_Pooling/config.json"),
                "{\"word_embedding_dimension\": 32, \"pooling_mode_mean_tokens\": true}");
        Files.writeString(
                folder.resolve("sentence_bert_config.json"),
                "{\"max_seq_length\": 64, \"do_lower_case\": false}");
        return folder;
    }

    @Test
    void aSentenceTransformerOfBertWithXlmRobertasPiecesIsRead() throws IOException {
        int rows = XLM.all().size() + SPARE_ROWS;
        Path folder = writeMultilingual(rows);
        BertConfig config = new BertConfig(rows, 32, 2, 2, 64, 64, 2, Activation.GELU_ERF, 1e-12);
        assertFamily(folder, "BERT");
        try (Bert bert = open(folder)) {
            assertThat(bert.tokenizer().vocabulary().size()).isEqualTo(rows);
            ReferenceBert reference = RelativeMiniature.of(config, 61).reference();
            Sequence sequence = sequence(bert, TEXT);
            assertThat(sequence.id(0)).isEqualTo(XLM.all().indexOf("<s>"));
            assertClose(bert.ask(TEXT, Embed.mean()).vector(), mean(last(reference, sequence)));
        }
        try (Checkpoint checkpoint = Checkpoints.open(folder.toString())) {
            assertThat(checkpoint.sentenceEmbedding()).isPresent();
        }
        assertRefused(
                writeMultilingual(XLM.all().size() + 1001),
                "its vocabulary has %d pieces, but its word embedding has"
                        .formatted(XLM.all().size()));
    }

    @Test
    void whatIsNotComputedOrContradictsItselfIsRefusedWithASentence() throws IOException {
        Path folder = writeAlbert("AlbertModel", true);
        Path config = folder.resolve("config.json");
        String json = Files.readString(config);
        Files.writeString(config, json.replace("\"embedding_size\": 16", "\"embedding_size\": 32"));
        assertRefused(folder, "embedding_size and hidden_size are both 32");
        Files.writeString(
                config, json.replace("\"num_hidden_groups\": 2", "\"num_hidden_groups\": 5"));
        assertRefused(folder, "expected no more groups than layers");
        Files.writeString(
                config,
                json.replace("\"num_hidden_layers\": 4", "\"num_hidden_layers\": 999999999"));
        assertRefused(folder, "1000 layers at most");
        Files.writeString(config, json.replace("\"hidden_size\": 32", "\"hidden_size\": 64"));
        assertRefused(folder, "but its configuration expects");
        Files.writeString(config, json);
        Path tokenizerConfig = folder.resolve("tokenizer_config.json");
        for (List<String> each :
                List.of(
                        List.of("{\"do_lower_case\": false}", "do_lower_case is false"),
                        List.of("{\"keep_accents\": true}", "keep_accents is true"),
                        List.of("{\"cls_token\": \"<s>\"}", "cls_token is \"<s>\""),
                        List.of("{\"sp_model_kwargs\": {\"alpha\": 1}}", "sp_model_kwargs is"),
                        List.of(
                                "{\"additional_special_tokens\": [\"<x>\"]}",
                                "additional_special_tokens is \"<x>\""))) {
            Files.writeString(tokenizerConfig, each.get(0));
            assertRefused(folder, each.get(1));
        }
        Files.writeString(tokenizerConfig, "{}");
        assertThatThrownBy(
                        () ->
                                Bert.open(
                                                BertOptions.of(folder.toString())
                                                        .withCasing(CasingChoice.CASED))
                                        .close())
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("lower-cases texts, as its tokenizer's files say");
        Files.delete(folder.resolve("tokenizer.json"));
        assertRefused(folder, "has no tokenizer: expected tokenizer.json or spiece.model");
        ALBERT.write(
                folder.resolve("spiece.model"),
                new UnigramMiniature.Settings(2, ByteString.EMPTY, true, true));
        assertRefused(folder, "is a SentencePiece model of BPE; a unigram model is expected");
        ALBERT.write(folder.resolve("spiece.model"), UnigramMiniature.Settings.usual(new byte[0]));
        Files.writeString(tokenizerConfig, "{\"tokenizer_class\": \"CamembertTokenizer\"}");
        assertRefused(folder, "expected \"AlbertTokenizer\", or a tokenizer.json");
    }

    private static void assertRefused(Path folder, String message) {
        assertThatThrownBy(() -> Checkpoints.open(folder.toString()).close())
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining(message);
    }
}
