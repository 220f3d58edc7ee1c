package io.github.flinkbert.family.roberta;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.flinkbert.checkpoint.BertConfig;
import io.github.flinkbert.checkpoint.ByteLevelFiles;
import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.checkpoint.HuggingFaceModelType;
import io.github.flinkbert.checkpoint.Relative;
import io.github.flinkbert.checkpoint.RelativeFolder;
import io.github.flinkbert.checkpoint.ReleasedTokenizer;
import io.github.flinkbert.checkpoint.RobertaLayout;
import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.text.SpecialTokens;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * RoBERTa's configuration, names and tokenizer.
 *
 * <p>A folder that has a {@code vocab.txt} and no {@code vocab.json} is cut into WordPieces.
 */
final class RobertaFolder implements HuggingFaceModelType, Relative {

    private static final String TEXT_CLASS = "RobertaForSequenceClassification";

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
        return RobertaLayout.firstPosition(json);
    }

    @Override
    public BertConfig config(JsonNode json, Path file) {
        return RobertaLayout.config(json, file);
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
        return RobertaLayout.asBert(tensor, json, TEXT_CLASS);
    }
}
