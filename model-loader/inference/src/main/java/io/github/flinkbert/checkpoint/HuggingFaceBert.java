package io.github.flinkbert.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.flink.annotation.Internal;

/** BERT in a Hugging Face folder. */
@Internal
public final class HuggingFaceBert implements HuggingFaceModelType, Relative {

    /** The family's name. */
    public static final String FAMILY = "BERT";

    /** Of folders that do not say their type, too: the first that were made. */
    static final String NAME = "bert";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Checkpoint open(Source source) {
        return RelativeFolder.open(source, this);
    }

    @Override
    public String family() {
        return FAMILY;
    }

    @Override
    public BertConfig config(JsonNode json, Path file) {
        return HuggingFaceConfig.read(json, file);
    }

    @Override
    public Optional<String> asBert(String tensor, JsonNode json) {
        return Optional.of(tensor);
    }

    /** Multilingual models such as MiniLM and E5 are BERTs with XLM-RoBERTa's unigram model. */
    @Override
    public ReleasedTokenizer tokenizer(Source source) {
        Path folder = source.folder();
        if (Files.isRegularFile(folder.resolve("vocab.txt"))) {
            return Relative.super.tokenizer(source);
        }
        return UnigramFiles.layout(folder)
                .map(layout -> UnigramFiles.read(source, layout))
                .orElseGet(() -> Relative.super.tokenizer(source));
    }

    @Override
    public String textClass() {
        return HeadReader.TEXT_CLASS;
    }
}
