package io.github.flinkbert.family.roberta;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.flinkbert.checkpoint.BertConfig;
import io.github.flinkbert.checkpoint.ByteLevelFiles;
import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.checkpoint.HuggingFaceConfig;
import io.github.flinkbert.checkpoint.HuggingFaceModelType;
import io.github.flinkbert.checkpoint.Relative;
import io.github.flinkbert.checkpoint.RelativeFolder;
import io.github.flinkbert.checkpoint.RelativeNames;
import io.github.flinkbert.checkpoint.ReleasedTokenizer;
import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.text.SpecialTokens;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * RoBERTa's configuration, names and tokenizer.
 *
 * <p>Source: {@code modeling_roberta.py} of transformers. Positions count from behind {@code
 * pad_token_id} on, so that a table of 514 rows reads 512 tokens. The masked-word head has GELU by
 * the error function whatever {@code hidden_act} says; the head for whole texts is a dense layer
 * with tanh on the first token, and another. A folder that has a {@code vocab.txt} and no {@code
 * vocab.json} is cut into WordPieces.
 */
final class RobertaFolder implements HuggingFaceModelType, Relative {

    private static final String TEXT_CLASS = "RobertaForSequenceClassification";

    private static final RelativeNames NAMES =
            new RelativeNames(
                    "roberta.",
                    Map.of(
                            "lm_head.dense.weight", "cls.predictions.transform.dense.weight",
                            "lm_head.dense.bias", "cls.predictions.transform.dense.bias",
                            "lm_head.layer_norm.weight",
                                    "cls.predictions.transform.LayerNorm.weight",
                            "lm_head.layer_norm.bias", "cls.predictions.transform.LayerNorm.bias",
                            "lm_head.bias", "cls.predictions.bias"));

    private static final Map<String, String> TOKENS =
            Map.of(
                    "cls_token", "<s>",
                    "sep_token", "</s>",
                    "unk_token", "<unk>",
                    "pad_token", "<pad>",
                    "mask_token", "<mask>");

    @Override
    public String name() {
        return "roberta";
    }

    @Override
    public Checkpoint open(Source source) {
        return RelativeFolder.open(source, this);
    }

    @Override
    public String family() {
        return RobertaFamily.NAME;
    }

    @Override
    public String textClass() {
        return TEXT_CLASS;
    }

    @Override
    public int firstPosition(JsonNode json) {
        return json.path("pad_token_id").asInt(1) + 1;
    }

    @Override
    public BertConfig config(JsonNode json, Path file) {
        HuggingFaceConfig.requirePlainEncoder(json, file);
        BertConfig plain = HuggingFaceConfig.plain(json, file);
        if (firstPosition(json) < 1) {
            throw new CheckpointException(
                    "%s: pad_token_id must be an id, found %s"
                            .formatted(file, json.path("pad_token_id")));
        }
        int positions = plain.maxPositions() - firstPosition(json);
        return new BertConfig(
                plain.vocabularySize(),
                plain.hiddenSize(),
                plain.layers(),
                plain.heads(),
                plain.intermediateSize(),
                positions,
                plain.segmentTypes(),
                plain.activation(),
                plain.layerNormEpsilon());
    }

    @Override
    public ReleasedTokenizer tokenizer(Source source) {
        boolean wordPieces =
                Files.isRegularFile(source.folder().resolve("vocab.txt"))
                        && !Files.isRegularFile(source.folder().resolve("vocab.json"));
        if (wordPieces) { // as of KLUE's, which have BERT's tokenizer
            return Relative.super.tokenizer(source).withoutSegments();
        }
        if (source.lowerCased()) {
            throw new CheckpointException(
                    "%s lower-cases texts (do_lower_case), which RoBERTa's tokenizer does not;"
                                    .formatted(source.release().name())
                            + " expected false");
        }
        return ByteLevelFiles.read(source.folder(), SpecialTokens.ROBERTA, TOKENS);
    }

    @Override
    public Optional<String> asBert(String tensor, JsonNode json) {
        boolean forTexts = json.path("architectures").path(0).asText().equals(TEXT_CLASS);
        return NAMES.asBert(tensor, json, bare -> bare.startsWith("pooler.") && !forTexts);
    }
}
