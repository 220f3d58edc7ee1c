package io.github.flinkbert.checkpoint;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.flinkbert.text.AddedToken;
import io.github.flinkbert.text.Casing;
import io.github.flinkbert.text.TokenizerRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.flink.annotation.Internal;

/**
 * Writes {@code tokenizer_config.json} beside a checkpoint made from another whose tokenizer has
 * rules of its own, so that the two cut text alike.
 */
@Internal
public final class TokenizerConfigWriter {

    private TokenizerConfigWriter() {}

    /** Writes the file, unless the checkpoint's rules are Google's, which need none. */
    public static void write(Path folder, Checkpoint checkpoint) throws IOException {
        TokenizerRules rules = checkpoint.tokenizerRules();
        if (!rules.equals(TokenizerRules.GOOGLE)) {
            write(folder, rules, checkpoint.casing());
        }
    }

    /** Writes the file in any case, with the casing in use. */
    public static void write(Path folder, Checkpoint checkpoint, Casing casing) throws IOException {
        write(folder, checkpoint.tokenizerRules(), Optional.of(casing));
    }

    private static void write(Path folder, TokenizerRules rules, Optional<Casing> casing)
            throws IOException {
        boolean uncased = casing.filter(c -> c == Casing.UNCASED).isPresent();
        ObjectNode json = new JsonMapper().createObjectNode();
        if (casing.isPresent() || rules.lowerCasedBefore()) {
            json.put("do_lower_case", uncased || rules.lowerCasedBefore());
        }
        if (rules.lowerCasedBefore()) {
            json.put("strip_accents", rules.accentsStripped().orElse(uncased));
        } else {
            rules.accentsStripped().ifPresent(strip -> json.put("strip_accents", strip));
        }
        json.put("tokenize_chinese_chars", rules.ideographsApart());
        json.put("max_input_chars_per_word", rules.longestWord());
        ObjectNode tokens = json.putObject("added_tokens_decoder");
        for (AddedToken token : rules.addedTokens()) {
            tokens.putObject(String.valueOf(token.id()))
                    .put("content", token.content())
                    .put("single_word", token.singleWord())
                    .put("lstrip", token.takesSpaceBefore())
                    .put("rstrip", token.takesSpaceAfter())
                    .put("normalized", token.normalized())
                    .put("special", !token.normalized());
        }
        Files.writeString(folder.resolve(TokenizerConfig.FILE), json.toPrettyString() + "\n");
    }
}
