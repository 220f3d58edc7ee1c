package io.github.flinkbert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.flinkbert.checkpoint.Activation;
import io.github.flinkbert.checkpoint.AggregationStrategy;
import io.github.flinkbert.checkpoint.BertConfig;
import io.github.flinkbert.checkpoint.CacheInTempFolder;
import io.github.flinkbert.checkpoint.CasingChoice;
import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.checkpoint.Checkpoints;
import io.github.flinkbert.checkpoint.PoolerActivation;
import io.github.flinkbert.checkpoint.Pooling;
import io.github.flinkbert.encoder.Branch;
import io.github.flinkbert.encoder.Miniatures;
import io.github.flinkbert.encoder.ReferenceBert;
import io.github.flinkbert.engine.Precision;
import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.task.answers.AnswerQuestion;
import io.github.flinkbert.task.embedding.Embed;
import io.github.flinkbert.task.embedding.EmbedTokens;
import io.github.flinkbert.task.embedding.Layers;
import io.github.flinkbert.task.embedding.TokenEmbeddings;
import io.github.flinkbert.task.entities.Entity;
import io.github.flinkbert.task.entities.TagEntities;
import io.github.flinkbert.task.labels.ClassifyText;
import io.github.flinkbert.task.labels.LabelScore;
import io.github.flinkbert.task.masks.Candidate;
import io.github.flinkbert.task.masks.FillMasks;
import io.github.flinkbert.task.pairs.ClassifyPair;
import io.github.flinkbert.text.BytePairsMiniature;
import io.github.flinkbert.text.MaskedText;
import io.github.flinkbert.text.Pieces;
import io.github.flinkbert.text.Sequence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;

/** Relatives of BERT, written as their own folders, against plain Java in doubles. */
@Timeout(120)
class RelativesTest {

    /** As of BERT itself: float32 sums in another order. */
    static final double TOLERANCE = 2e-5;

    /** bfloat16 has 8 bits of mantissa. */
    private static final double BFLOAT16_COSINE = 0.999;

    static final String TEXT = "the words of 42 and the end was in ]!";
    static final String OTHER = "is it on?";

    private static final BertConfig PLAIN = Miniatures.config(2, Activation.GELU_ERF);
    private static final int HIDDEN = PLAIN.hiddenSize();

    @RegisterExtension final CacheInTempFolder cache = new CacheInTempFolder();
    @TempDir Path temp;

    private static RelativeMiniature distilBert() {
        BertConfig config =
                new BertConfig(
                        PLAIN.vocabularySize(),
                        HIDDEN,
                        2,
                        2,
                        64,
                        64,
                        1,
                        Activation.GELU_ERF,
                        1e-12,
                        HIDDEN,
                        PoolerActivation.RELU);
        return RelativeMiniature.of(config, 11).withoutSegments();
    }

    private Path writeDistilBert(RelativeMiniature model, String architecture) throws IOException {
        String json =
                """
                {"architectures": ["%s"], "model_type": "distilbert", "activation": "gelu",
                 "dim": 32, "hidden_dim": 64, "n_heads": 2, "n_layers": 2, "vocab_size": %d,
                 "max_position_embeddings": 64, "sinusoidal_pos_embds": false,
                 "tie_weights_": true, "pad_token_id": 0, "dropout": 0.1,
                 "id2label": {"0": "no", "1": "yes", "2": "unsure"}}
                """
                        .formatted(architecture, PLAIN.vocabularySize());
        return model.write(temp.resolve(architecture), json, distilBertNames(architecture));
    }

    private static UnaryOperator<String> distilBertNames(String architecture) {
        boolean texts = architecture.endsWith("ForSequenceClassification");
        return bert -> {
            if (bert.contains("token_type")) {
                return null;
            }
            if (bert.startsWith("embeddings.")) {
                return "distilbert." + bert;
            }
            if (bert.startsWith("encoder.")) {
                return bert.replace("encoder.layer", "distilbert.transformer.layer")
                        .replace("attention.self.query", "attention.q_lin")
                        .replace("attention.self.key", "attention.k_lin")
                        .replace("attention.self.value", "attention.v_lin")
                        .replace("attention.output.dense", "attention.out_lin")
                        .replace("attention.output.LayerNorm", "sa_layer_norm")
                        .replace("intermediate.dense", "ffn.lin1")
                        .replace("output.dense", "ffn.lin2")
                        .replace("output.LayerNorm", "output_layer_norm");
            }
            if (bert.startsWith("pooler.")) {
                return texts ? bert.replace("pooler.dense", "pre_classifier") : null;
            }
            if (bert.startsWith("output_")) {
                return texts || architecture.endsWith("ForTokenClassification")
                        ? labels(bert)
                        : null;
            }
            if (bert.startsWith("cls.squad")) {
                return architecture.endsWith("ForQuestionAnswering") ? answers(bert) : null;
            }
            return architecture.endsWith("ForMaskedLM")
                    ? bert.replace("cls.predictions.transform.dense", "vocab_transform")
                            .replace("cls.predictions.transform.LayerNorm", "vocab_layer_norm")
                            .replace("cls.predictions.bias", "vocab_projector.bias")
                    : null;
        };
    }

    static String labels(String bert) {
        return bert.equals("output_bias") ? "classifier.bias" : "classifier.weight";
    }

    static String answers(String bert) {
        return bert.endsWith("bias") ? "qa_outputs.bias" : "qa_outputs.weight";
    }

    private static RelativeMiniature electra(int embedding) {
        return RelativeMiniature.of(PLAIN.with(embedding, PoolerActivation.GELU_ERF), 12);
    }

    private Path writeElectra(RelativeMiniature model, String architecture) throws IOException {
        String json =
                """
                {"architectures": ["%s"], "model_type": "electra", "hidden_act": "gelu",
                 "embedding_size": %d, "hidden_size": 32, "intermediate_size": 64,
                 "num_attention_heads": 2, "num_hidden_layers": 2, "vocab_size": %d,
                 "max_position_embeddings": 64, "type_vocab_size": 2, "layer_norm_eps": 1e-12,
                 "summary_type": "first", "id2label": {"0": "no", "1": "yes", "2": "unsure"}}
                """
                        .formatted(
                                architecture,
                                model.config().embeddingSize(),
                                PLAIN.vocabularySize());
        boolean texts = architecture.endsWith("ForSequenceClassification");
        return model.write(
                temp.resolve(architecture),
                json,
                bert -> {
                    if (bert.startsWith("embeddings") || bert.startsWith("encoder.")) {
                        return "electra." + bert;
                    }
                    if (bert.startsWith("pooler.")) {
                        return texts ? bert.replace("pooler", "classifier") : null;
                    }
                    if (bert.startsWith("output_")) {
                        return texts
                                ? labels(bert).replace("classifier", "classifier.out_proj")
                                : architecture.endsWith("ForTokenClassification")
                                        ? labels(bert)
                                        : null;
                    }
                    if (bert.startsWith("cls.squad")) {
                        return architecture.endsWith("ForQuestionAnswering") ? answers(bert) : null;
                    }
                    return architecture.endsWith("ForMaskedLM")
                            ? bert.replace("cls.predictions.transform", "generator_predictions")
                                    .replace("cls.predictions.bias", "generator_lm_head.bias")
                            : null;
                });
    }

    private static Bert open(Path folder, Precision precision) {
        return Bert.open(
                BertOptions.of(folder.toString())
                        .withPrecision(precision)
                        .withCasing(CasingChoice.CASED));
    }

    static Sequence sequence(Bert bert, String text) {
        Pieces pieces = bert.tokenizer().tokenize(text);
        return Sequence.single(bert.tokenizer().vocabulary(), pieces, 0, pieces.size());
    }

    static void assertVectors(Bert bert, ReferenceBert reference) {
        double[][] last = last(reference, sequence(bert, TEXT));
        assertClose(bert.ask(TEXT, Embed.mean()).vector(), mean(last));
        TokenEmbeddings tokens = bert.ask(TEXT, new EmbedTokens(Layers.LAST));
        for (int i = 0; i < tokens.tokens().size(); i++) {
            for (int c = 0; c < HIDDEN; c++) {
                assertThat((double) tokens.vector(i)[c])
                        .isCloseTo(last[i + 1][c], within(TOLERANCE));
            }
        }
    }

    static double[][] last(ReferenceBert reference, Sequence sequence) {
        double[][][] states = reference.hidden(sequence);
        return states[states.length - 1];
    }

    static double[] mean(double[][] rows) {
        double[] mean = new double[rows[0].length];
        for (double[] row : rows) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += row[i] / rows.length;
            }
        }
        return mean;
    }

    static void assertClose(float[] found, double[] expected) {
        assertThat(found).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) found[i]).isCloseTo(expected[i], within(TOLERANCE));
        }
    }

    static void assertLabels(List<LabelScore> found, ReferenceBert reference, Sequence sequence) {
        double[] pooled = reference.pooled(last(reference, sequence));
        double[] scores =
                reference
                        .scores(
                                new double[][] {pooled},
                                new Branch.Head("output_weights", "output_bias"))[0];
        double sum = Arrays.stream(scores).map(Math::exp).sum();
        List<String> labels = List.of("no", "yes", "unsure");
        assertThat(found).hasSize(labels.size());
        for (LabelScore each : found) {
            assertThat(each.score())
                    .isCloseTo(
                            Math.exp(scores[labels.indexOf(each.label())]) / sum,
                            within(TOLERANCE));
        }
    }

    static void assertMasks(Bert bert, ReferenceBert reference) {
        String text = "the [MASK] of and";
        List<Candidate> found = bert.ask(text, new FillMasks(5)).masks().get(0);
        MaskedText masked = MaskedText.of(bert.tokenizer(), text);
        Sequence sequence =
                Sequence.single(
                        bert.tokenizer().vocabulary(), masked.pieces(), 0, masked.pieces().size());
        double[] expected =
                reference.maskedPieces(last(reference, sequence)[1 + masked.masks()[0]]);
        double[] sorted = expected.clone();
        Arrays.sort(sorted);
        for (int i = 0; i < found.size(); i++) {
            int id = bert.tokenizer().vocabulary().id(found.get(i).token());
            assertThat((double) found.get(i).score())
                    .isCloseTo(expected[id], within(TOLERANCE))
                    .isCloseTo(sorted[sorted.length - 1 - i], within(TOLERANCE));
        }
    }

    static void assertFamily(Path folder, String family) {
        try (Checkpoint checkpoint = Checkpoints.open(folder.toString())) {
            assertThat(checkpoint.family()).isEqualTo(family);
        }
    }

    @Test
    void distilBertsVectorsAreTheReferences() throws IOException {
        RelativeMiniature model = distilBert();
        Path folder = writeDistilBert(model, "DistilBertModel");
        assertFamily(folder, "DistilBERT");
        try (Bert bert = open(folder, Precision.FLOAT32)) {
            assertVectors(bert, model.reference());
            assertThatThrownBy(
                            () -> bert.ask(TEXT, new Embed(Pooling.CLS_POOLER, Layers.LAST, false)))
                    .hasMessageContaining("pooling by cls-pooler needs");
        }
        try (Bert bert = open(folder, Precision.BFLOAT16)) {
            assertThat(
                            cosine(
                                    bert.ask(TEXT, Embed.mean()).vector(),
                                    mean(last(model.reference(), sequence(bert, TEXT)))))
                    .isGreaterThan(BFLOAT16_COSINE);
        }
    }

    @Test
    void distilBertsHeadForWholeTextsHasReluAndNoTokenTypes() throws IOException {
        RelativeMiniature model = distilBert();
        Path folder = writeDistilBert(model, "DistilBertForSequenceClassification");
        try (Bert bert = open(folder, Precision.FLOAT32)) {
            assertLabels(
                    bert.ask(TEXT, new ClassifyText()).scores(),
                    model.reference(),
                    sequence(bert, TEXT));
            Pieces first = bert.tokenizer().tokenize(TEXT);
            Pieces second = bert.tokenizer().tokenize(OTHER);
            Sequence pair =
                    Sequence.pair(
                            bert.tokenizer().vocabulary(),
                            first,
                            0,
                            first.size(),
                            second,
                            0,
                            second.size());
            assertThat(pair.segment(pair.length() - 1)).isZero();
            assertLabels(
                    bert.ask(TEXT, new ClassifyPair(OTHER)).labels().scores(),
                    model.reference(),
                    pair);
        }
    }

    @Test
    void distilBertFillsMasks() throws IOException {
        RelativeMiniature model = distilBert();
        try (Bert bert = open(writeDistilBert(model, "DistilBertForMaskedLM"), Precision.FLOAT32)) {
            assertMasks(bert, model.reference());
        }
    }

    @Test
    void electrasOfBothShapesHaveTheReferencesVectors() throws IOException {
        for (int embedding : new int[] {16, HIDDEN}) {
            RelativeMiniature model = electra(embedding);
            Path folder = writeElectra(model, "ElectraForPreTraining");
            assertFamily(folder, "ELECTRA");
            try (Bert bert = open(folder, Precision.FLOAT32)) {
                assertVectors(bert, model.reference());
            }
            try (Bert bert = open(folder, Precision.BFLOAT16)) {
                assertThat(
                                cosine(
                                        bert.ask(TEXT, Embed.mean()).vector(),
                                        mean(last(model.reference(), sequence(bert, TEXT)))))
                        .isGreaterThan(BFLOAT16_COSINE);
            }
        }
    }

    @Test
    void electrasGeneratorFillsMasksAndItsHeadForTextsHasGelu() throws IOException {
        RelativeMiniature model = electra(16);
        try (Bert bert = open(writeElectra(model, "ElectraForMaskedLM"), Precision.FLOAT32)) {
            assertMasks(bert, model.reference());
        }
        Path texts = writeElectra(model, "ElectraForSequenceClassification");
        try (Bert bert = open(texts, Precision.FLOAT32)) {
            assertLabels(
                    bert.ask(TEXT, new ClassifyText()).scores(),
                    model.reference(),
                    sequence(bert, TEXT));
        }
    }

    @Test
    void googlesElectraIsReadOffItsShapes() throws IOException {
        BertConfig config =
                new BertConfig(
                        PLAIN.vocabularySize(),
                        128,
                        2,
                        2,
                        64,
                        64,
                        2,
                        Activation.GELU_TANH,
                        1e-12,
                        64,
                        PoolerActivation.TANH);
        RelativeMiniature model = RelativeMiniature.of(config, 13);
        Path folder =
                model.writeBundle(
                        temp.resolve("electra_small"),
                        bert ->
                                bert.startsWith("bert/encoder") || bert.startsWith("bert/embedding")
                                        ? bert.replace("bert/", "electra/")
                                        : bert.startsWith("cls/predictions/transform")
                                                ? bert.replace("cls/", "generator_")
                                                : null);
        assertFamily(folder, "ELECTRA");
        try (Bert bert = open(folder, Precision.FLOAT32)) {
            assertClose(
                    bert.ask(TEXT, Embed.mean()).vector(),
                    mean(last(model.reference(), sequence(bert, TEXT))));
        }
    }

    private static final BytePairsMiniature PAIRS = BytePairsMiniature.of(200, 14);

    /** Its table has two rows more than positions, which no token has. */
    private static BertConfig robertaConfig(int positions) {
        return new BertConfig(
                PAIRS.pieces().size(), HIDDEN, 2, 2, 64, positions, 1, Activation.GELU_ERF, 1e-5);
    }

    private Path writeRoberta(RelativeMiniature model, String architecture, boolean whole)
            throws IOException {
        String json =
                """
                {"architectures": ["%s"], "model_type": "roberta", "hidden_act": "gelu",
                 "hidden_size": 32, "intermediate_size": 64, "num_attention_heads": 2,
                 "num_hidden_layers": 2, "vocab_size": %d, "max_position_embeddings": 66,
                 "type_vocab_size": 1, "layer_norm_eps": 1e-05, "pad_token_id": 1,
                 "bos_token_id": 0, "eos_token_id": 2,
                 "id2label": {"0": "no", "1": "yes", "2": "unsure"}}
                """
                        .formatted(architecture, PAIRS.pieces().size());
        boolean texts = architecture.endsWith("ForSequenceClassification");
        Path folder =
                model.write(
                        temp.resolve(architecture),
                        json,
                        bert -> {
                            if (bert.startsWith("embeddings") || bert.startsWith("encoder.")) {
                                return "roberta." + bert;
                            }
                            if (bert.startsWith("pooler.")) {
                                return texts
                                        ? bert.replace("pooler", "classifier")
                                        : "roberta." + bert;
                            }
                            if (bert.startsWith("output_")) {
                                return texts
                                        ? labels(bert).replace("classifier", "classifier.out_proj")
                                        : architecture.endsWith("ForTokenClassification")
                                                ? labels(bert)
                                                : null;
                            }
                            if (bert.startsWith("cls.squad")) {
                                return null;
                            }
                            return architecture.endsWith("ForMaskedLM")
                                    ? bert.replace("cls.predictions.transform", "lm_head")
                                            .replace("LayerNorm", "layer_norm")
                                            .replace("cls.predictions.bias", "lm_head.bias")
                                    : null;
                        });
        Files.delete(folder.resolve("vocab.txt"));
        ObjectMapper mapper = new ObjectMapper();
        List<String> merges = PAIRS.merges().stream().map(m -> m[0] + " " + m[1]).toList();
        Files.writeString(
                folder.resolve("tokenizer_config.json"),
                "{\"tokenizer_class\": \"RobertaTokenizer\", \"add_prefix_space\": false}");
        if (whole) {
            Files.writeString(
                    folder.resolve("tokenizer.json"),
                    """
                    {"added_tokens": [{"id": 0, "content": "<s>", "special": true}],
                     "normalizer": null,
                     "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": false},
                     "post_processor": {"type": "RobertaProcessing", "sep": ["</s>", 2],
                       "cls": ["<s>", 0], "trim_offsets": true, "add_prefix_space": false},
                     "model": {"type": "BPE", "vocab": %s, "merges": %s}}
                    """
                            .formatted(
                                    mapper.writeValueAsString(PAIRS.pieces()),
                                    mapper.writeValueAsString(merges)));
        } else {
            Files.writeString(
                    folder.resolve("vocab.json"), mapper.writeValueAsString(PAIRS.pieces()));
            Files.writeString(
                    folder.resolve("merges.txt"),
                    "#version: 0.2\n" + String.join("\n", merges) + "\n");
        }
        return folder;
    }

    /** The numbers of a table that has two rows more, and what a token reads of it. */
    private static RelativeMiniature roberta(boolean stored) {
        RelativeMiniature whole = RelativeMiniature.of(robertaConfig(66), 15);
        if (stored) {
            return whole;
        }
        float[] rows = new float[66 * HIDDEN];
        String table = "bert/embeddings/position_embeddings";
        whole.weights().read(table, DataBuffers.of(rows, false, false));
        return new RelativeMiniature(
                robertaConfig(64),
                whole.weights()
                        .with(
                                table,
                                Shape.of(64, HIDDEN),
                                Arrays.copyOfRange(rows, 2 * HIDDEN, rows.length)));
    }

    @Test
    void robertasVectorsAreTheReferencesFromTheThirdPositionOn() throws IOException {
        for (boolean whole : new boolean[] {true, false}) {
            Path folder = writeRoberta(roberta(true), "RobertaModel", whole);
            assertFamily(folder, "RoBERTa");
            try (Bert bert = open(folder, Precision.FLOAT32)) {
                assertThat(bert.model().maxPositions()).isEqualTo(64);
                assertThat(bert.tokenizer().tokenize("a b").start(1)).isEqualTo(2);
                assertVectors(bert, roberta(false).reference());
            }
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    @Test
    void aRobertaWithAVocabularyOfWordPiecesIsCutIntoThem() throws IOException {
        BertConfig stored =
                new BertConfig(
                        PLAIN.vocabularySize(), HIDDEN, 2, 2, 64, 65, 1, Activation.GELU_ERF, 1e-5);
        RelativeMiniature whole = RelativeMiniature.of(stored, 16);
        Path folder =
                whole.write(
                        temp.resolve("klue"),
                        """
                        {"architectures": ["RobertaForMaskedLM"], "model_type": "roberta",
                         "hidden_act": "gelu", "hidden_size": 32, "intermediate_size": 64,
                         "num_attention_heads": 2, "num_hidden_layers": 2, "vocab_size": %d,
                         "max_position_embeddings": 65, "type_vocab_size": 1,
                         "layer_norm_eps": 1e-05, "pad_token_id": 0}
                        """
                                .formatted(PLAIN.vocabularySize()),
                        bert ->
                                bert.startsWith("embeddings") || bert.startsWith("encoder.")
                                        ? "roberta." + bert
                                        : null);
        float[] rows = new float[65 * HIDDEN];
        String table = "bert/embeddings/position_embeddings";
        whole.weights().read(table, DataBuffers.of(rows, false, false));
        ReferenceBert reference =
                new ReferenceBert(
                        stored,
                        whole.weights()
                                .with(
                                        table,
                                        Shape.of(64, HIDDEN),
                                        Arrays.copyOfRange(rows, HIDDEN, rows.length)));
        try (Bert bert = open(folder, Precision.FLOAT32)) {
            assertVectors(bert, reference);
            Pieces pieces = bert.tokenizer().tokenize("is on");
            Sequence pair =
                    Sequence.pair(bert.tokenizer().vocabulary(), pieces, 0, 2, pieces, 0, 2);
            assertThat(pair.length()).isEqualTo(7);
            assertThat(pair.segment(5)).isZero();
        }
        Path config = folder.resolve("config.json");
        Files.writeString(
                config,
                Files.readString(config).replace("\"pad_token_id\": 0", "\"pad_token_id\": -3"));
        assertThatThrownBy(() -> Checkpoints.open(folder.toString()))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("pad_token_id must be an id, found -3");
    }

    @Test
    void robertasHeadsReadPairsWithTwoSeparatorsAndFillMasks() throws IOException {
        RelativeMiniature reference = roberta(false);
        Path texts = writeRoberta(roberta(true), "RobertaForSequenceClassification", true);
        try (Bert bert = open(texts, Precision.FLOAT32)) {
            Pieces first = bert.tokenizer().tokenize(TEXT);
            Pieces second = bert.tokenizer().tokenize(OTHER);
            Sequence pair =
                    Sequence.pair(
                            bert.tokenizer().vocabulary(),
                            first,
                            0,
                            first.size(),
                            second,
                            0,
                            second.size());
            assertThat(pair.length()).isEqualTo(first.size() + second.size() + 4);
            assertLabels(
                    bert.ask(TEXT, new ClassifyPair(OTHER)).labels().scores(),
                    reference.reference(),
                    pair);
        }
        Path masks = writeRoberta(roberta(true), "RobertaForMaskedLM", true);
        try (Bert bert = open(masks, Precision.FLOAT32)) {
            assertMasks(bert, reference.reference());
        }
        assertThatThrownBy(
                        () ->
                                Bert.open(
                                                BertOptions.of(masks.toString())
                                                        .withCasing(CasingChoice.UNCASED))
                                        .close())
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("its tokenizer knows no lower-casing");
    }

    @Test
    void relativesFindEntitiesAndAnswersAsBertDoes() throws IOException {
        RelativeMiniature distil = distilBert();
        RelativeMiniature electra = electra(16);
        Path[] entities = {
            tagged(writeDistilBert(distil, "DistilBertForTokenClassification")),
            tagged(writeElectra(electra, "ElectraForTokenClassification"))
        };
        Path[] answers = {
            writeDistilBert(distil, "DistilBertForQuestionAnswering"),
            writeElectra(electra, "ElectraForQuestionAnswering")
        };
        RelativeMiniature[] models = {distil, electra};
        String text = (TEXT + " ").repeat(3); // more than one window
        for (int i = 0; i < models.length; i++) {
            try (Bert bert = open(entities[i], Precision.FLOAT32)) {
                TagEntities ask = new TagEntities("", AggregationStrategy.FIRST_PIECE, false);
                ReferenceDecoding.assertSame(
                        bert.ask(text, ask), decoding(models[i], bert).entities(text, ask));
            }
            try (Bert bert = open(answers[i], Precision.FLOAT32)) {
                AnswerQuestion ask = new AnswerQuestion("", OTHER, 5, 8, OptionalDouble.of(0));
                ReferenceDecoding.assertSame(
                        bert.ask(text, ask), decoding(models[i], bert).answers(text, ask));
            }
        }
    }

    private static ReferenceDecoding decoding(RelativeMiniature model, Bert bert) {
        return new ReferenceDecoding(model.config(), model.weights(), bert.tokenizer());
    }

    private static Path tagged(Path folder) throws IOException {
        Path config = folder.resolve("config.json");
        Files.writeString(
                config,
                Files.readString(config)
                        .replace("\"no\"", "\"O\"")
                        .replace("\"yes\"", "\"B-PER\"")
                        .replace("\"unsure\"", "\"I-PER\""));
        return folder;
    }

    @Test
    void robertasEntitiesAreStretchesOfTheTextWhateverItsSpaces() throws IOException {
        Path folder = tagged(writeRoberta(roberta(true), "RobertaForTokenClassification", true));
        String text = "  a  \n\n bad  cab \uD83D\uDE00 's\u00A0 de\u0301  ".repeat(20);
        try (Bert bert = open(folder, Precision.FLOAT32)) {
            for (AggregationStrategy strategy : AggregationStrategy.values()) {
                for (Entity entity :
                        bert.ask(text, new TagEntities("", strategy, false)).entities()) {
                    assertThat(text.substring(entity.start(), entity.end()))
                            .isEqualTo(entity.text())
                            .isNotEmpty();
                }
            }
        }
    }

    @Test
    void distilBertRunsInEightBits() throws IOException {
        RelativeMiniature model = distilBert();
        Path folder = writeDistilBert(model, "DistilBertModel");
        try (Bert bert = open(folder, Precision.INT8)) {
            assertThat(
                            cosine(
                                    bert.ask(TEXT, Embed.mean()).vector(),
                                    mean(last(model.reference(), sequence(bert, TEXT)))))
                    .isGreaterThan(0.99);
        }
    }

    @Test
    void whatARelativeDoesNotHaveIsRefusedWithASentence() throws IOException {
        Path electra = writeElectra(electra(16), "ElectraForPreTraining");
        assertThatThrownBy(() -> open(electra, Precision.INT8).close())
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("embeddings are as wide as their layers, found 16 and 32");
        assertThatThrownBy(
                        () ->
                                Bert.open(
                                                BertOptions.of(electra.toString())
                                                        .withAdapters(Map.of("x", temp.toString())))
                                        .close())
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("of the family ELECTRA, to which no adapter can be added");
        Path config = electra.resolve("config.json");
        Files.writeString(config, Files.readString(config).replace("\"electra\"", "\"reformer\""));
        assertThatThrownBy(() -> Checkpoints.open(electra.toString()))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("model_type is \"reformer\", but");
    }

    private static double cosine(float[] found, double[] expected) {
        double product = 0;
        double one = 0;
        double other = 0;
        for (int i = 0; i < found.length; i++) {
            product += found[i] * expected[i];
            one += found[i] * found[i];
            other += expected[i] * expected[i];
        }
        return product / Math.sqrt(one * other);
    }
}
