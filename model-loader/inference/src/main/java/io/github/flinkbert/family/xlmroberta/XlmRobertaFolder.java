package io.github.flinkbert.family.xlmroberta;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.flinkbert.checkpoint.BertConfig;
import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.checkpoint.HuggingFaceModelType;
import io.github.flinkbert.checkpoint.Relative;
import io.github.flinkbert.checkpoint.RelativeFolder;
import io.github.flinkbert.checkpoint.ReleasedTokenizer;
import io.github.flinkbert.checkpoint.RobertaLayout;
import io.github.flinkbert.checkpoint.UnigramFiles;
import io.github.flinkbert.checkpoint.UnigramLayout;
import java.nio.file.Path;
import java.util.Optional;

/**
 * XLM-RoBERTa: RoBERTa's configuration and names, and a unigram model.
 *
 * <p>Source: {@code modeling_xlm_roberta.py} of transformers.
 */
final class XlmRobertaFolder implements HuggingFaceModelType, Relative {

    private static final String TEXT_CLASS = "XLMRobertaForSequenceClassification";

    @Override
    public String name() {
        return "xlm-roberta";
    }

    @Override
    public Checkpoint open(Source source) {
        return RelativeFolder.open(source, this);
    }

    @Override
    public String family() {
        return XlmRobertaFamily.NAME;
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
        return UnigramFiles.read(source, UnigramLayout.XLM_ROBERTA);
    }

    @Override
    public Optional<String> asBert(String tensor, JsonNode json) {
        return RobertaLayout.asBert(tensor, json, TEXT_CLASS);
    }
}
