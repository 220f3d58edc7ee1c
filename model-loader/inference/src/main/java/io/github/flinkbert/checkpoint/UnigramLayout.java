package io.github.flinkbert.checkpoint;

import io.github.flinkbert.text.SpecialTokens;
import java.util.Map;
import org.apache.flink.annotation.Internal;

/**
 * The special tokens of a family that is cut by a unigram model, and how its {@code .model} file
 * numbers the pieces.
 *
 * <p>Source: {@code XLMRobertaTokenizer} and {@code AlbertTokenizer} of transformers, and their
 * converters in {@code convert_slow_tokenizer.py}.
 */
@Internal
public enum UnigramLayout {
    /** As fairseq numbers: four tokens of its own, then the file's from the fourth on, the mask. */
    XLM_ROBERTA("sentencepiece.bpe.model"),
    /** As the file numbers them. */
    ALBERT("spiece.model");

    private static final Map<String, String> XLM_ROBERTAS_TOKENS =
            Map.of(
                    "bos_token", "<s>",
                    "eos_token", "</s>",
                    "cls_token", "<s>",
                    "sep_token", "</s>",
                    "unk_token", "<unk>",
                    "pad_token", "<pad>",
                    "mask_token", "<mask>");

    private static final Map<String, String> ALBERTS_TOKENS =
            Map.of(
                    "bos_token", "[CLS]",
                    "eos_token", "[SEP]",
                    "cls_token", "[CLS]",
                    "sep_token", "[SEP]",
                    "unk_token", "<unk>",
                    "pad_token", "<pad>",
                    "mask_token", "[MASK]");

    private final String file;

    UnigramLayout(String file) {
        this.file = file;
    }

    SpecialTokens special() {
        return this == ALBERT ? SpecialTokens.ALBERT : SpecialTokens.ROBERTA;
    }

    /** SentencePiece's file in a Hugging Face folder. */
    String file() {
        return file;
    }

    /** What {@code tokenizer_config.json} calls the special tokens. */
    Map<String, String> tokens() {
        return this == ALBERT ? ALBERTS_TOKENS : XLM_ROBERTAS_TOKENS;
    }

    boolean isSpecial(String piece) {
        return tokens().containsValue(piece);
    }

    /** A sequence of one text, as {@link UnigramJson} spells a template. */
    String single() {
        return this == ALBERT ? "[CLS]:0 A:0 [SEP]:0" : "<s>:0 A:0 </s>:0";
    }

    /** A sequence of two texts. */
    String pair() {
        return single() + (this == ALBERT ? " B:1 [SEP]:1" : " </s>:0 B:0 </s>:0");
    }
}
