package io.github.flinkbert.checkpoint;

import static io.github.flinkbert.checkpoint.MiniatureCheckpoint.smallVocabulary;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.text.Casing;
import io.github.flinkbert.text.Pieces;
import io.github.flinkbert.text.Tokenizer;
import io.github.flinkbert.text.TokenizerRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each tokenizer setting of a release's files is obeyed or refused, in every form of release. */
class TokenizerFilesTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String CASED = "{\"do_lower_case\": false}";

    @RegisterExtension final CacheInTempFolder cache = new CacheInTempFolder();
    @TempDir Path temp;

    private final List<String> pieces =
            Stream.concat(
                            smallVocabulary().stream(),
                            Stream.of("任", "務", "##任", "##務", "é", "##é", "É", "##É"))
                    .toList();

    @ParameterizedTest
    @MethodSource("forms")
    void ideographsAreCutAsTokenizerConfigSays(Form form) throws IOException {
        Path folder = form.write(this);
        assertPieces(folder, "任務", "任", "務");

        write(folder, "tokenizer_config.json", "tokenize_chinese_chars", "false");
        assertPieces(folder, "任務", "任", "##務");
    }

    @ParameterizedTest
    @MethodSource("forms")
    void ideographsAreCutAsTokenizerJsonSays(Form form) throws IOException {
        Path folder = form.write(this);
        Files.writeString(folder.resolve("tokenizer.json"), tokenizerJson().toString());
        assertPieces(folder, "任務", "任", "務");

        edit(folder, "/normalizer", "handle_chinese_chars", "false");
        assertPieces(folder, "任務", "任", "##務");
    }

    @ParameterizedTest
    @CsvSource({
        "true, false, é ##e",
        "true, true, e ##e",
        "true, null, e ##e",
        "false, true, E ##e",
        "false, false, É ##e",
        "false, null, É ##e"
    })
    void accentsAreStrippedAsTheFilesSay(String lower, String strip, String expected)
            throws IOException {
        Path google = Form.GOOGLE.write(this);
        String config = "{\"do_lower_case\": %s, \"strip_accents\": %s}".formatted(lower, strip);
        Files.writeString(google.resolve("tokenizer_config.json"), config);
        assertPieces(google, "Ée", expected.split(" "));

        Files.delete(google.resolve("tokenizer_config.json"));
        Files.writeString(google.resolve("tokenizer.json"), tokenizerJson().toString());
        edit(google, "/normalizer", "lowercase", lower);
        edit(google, "/normalizer", "strip_accents", strip);
        assertPieces(google, "Ée", expected.split(" "));
    }

    @Test
    void wordsAreUnknownFromTheLengthOnThatTokenizerJsonSays() throws IOException {
        Path folder = Form.HUGGING_FACE.write(this);
        Files.writeString(folder.resolve("tokenizer.json"), tokenizerJson().toString());
        edit(folder, "/model", "max_input_chars_per_word", "3");

        assertPieces(folder, "abc abcd", "a", "##b", "##c", "[UNK]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "do_basic_tokenize|false|do_basic_tokenize is false; expected true",
                "never_split|[\"C++\"]|never_split is [\"C++\"]; expected null, or nothing but",
                "tokenizer_class|\"BertJapaneseTokenizer\"|tokenizer_class is"
                        + " \"BertJapaneseTokenizer\"; expected \"BertTokenizer\"",
                "tokenizer_class|\"RobertaTokenizerFast\"|tokenizer_class is"
                        + " \"RobertaTokenizerFast\"",
                "tokenizer_class|\"PreTrainedTokenizerFast\"|expected a tokenizer.json",
                "auto_map|{\"AutoTokenizer\": [\"own.Own\", null]}|code that comes with a model",
                "word_tokenizer_type|\"mecab\"|word_tokenizer_type is \"mecab\"; expected"
                        + " \"basic\"",
                "subword_tokenizer_type|\"character\"|subword_tokenizer_type is \"character\"",
                "do_subword_tokenize|false|do_subword_tokenize is false",
                "clean_text|false|clean_text is false; expected true",
                "wordpieces_prefix|\"@@\"|wordpieces_prefix is \"@@\"; expected \"##\"",
                "cls_token|\"<s>\"|cls_token is \"<s>\"; expected \"[CLS]\"",
                "sep_token|{\"content\": \"</s>\"}|sep_token is \"</s>\"; expected \"[SEP]\"",
                "tokenize_chinese_chars|\"no\"|tokenize_chinese_chars is \"no\"; expected true or",
                "strip_accents|1|strip_accents is 1; expected true or false",
                "additional_special_tokens|[\"<e>\"]|names \"<e>\", which has no id",
                "added_tokens_decoder|{\"7\": {\"content\": \"<e>\"}}|has the id 7, which is that"
                        + " of",
                "added_tokens_decoder|{\"x\": {\"content\": \"<e>\"}}|needs an id and a content",
                "added_tokens_decoder|{\"5\": {\"content\": \"[CLS]\"}}|[CLS] has the id 5, but"
                        + " the",
            })
    void refusesWhatItDoesNotObeyInTokenizerConfig(String field, String value, String sentence)
            throws IOException {
        for (Form form : Form.values()) {
            Path folder = form.write(this);
            write(folder, "tokenizer_config.json", field, value);

            assertRefused(folder, sentence);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "never_split|null",
                "never_split|[\"[UNK]\", \"[MASK]\"]",
                "tokenizer_class|\"BertTokenizerFast\"",
                "tokenizer_class|\"DistilBertTokenizer\"",
                "do_basic_tokenize|true",
                "model_max_length|512",
                "cls_token|{\"content\": \"[CLS]\"}",
                "added_tokens_decoder|{\"101\": {\"content\": \"[CLS]\", \"special\": true}}",
                "name_or_path|\"bert\"",
            })
    void opensWhatChangesNothing(String field, String value) throws IOException {
        Path folder = Form.HUGGING_FACE.write(this);
        write(folder, "tokenizer_config.json", field, value);

        try (Checkpoint checkpoint = Checkpoints.open(folder.toString())) {
            assertThat(checkpoint.tokenizerRules()).isEqualTo(TokenizerRules.GOOGLE);
        }
    }

    @Test
    void refusesATokenizerOfAnotherKindThatConfigJsonNames() throws IOException {
        Path folder = Form.HUGGING_FACE.write(this);
        write(folder, "config.json", "tokenizer_class", "\"BertJapaneseTokenizer\"");

        assertRefused(folder, "config.json: tokenizer_class is \"BertJapaneseTokenizer\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/normalizer|clean_text|false|normalizer.clean_text is false; expected true",
                "/normalizer|type|\"Lowercase\"|normalizer is of type \"Lowercase\"; expected one"
                        + " of",
                "/normalizer|prepend|\"x\"|normalizer.prepend is \"x\"; expected no such field",
                "|normalizer|null|normalizer is null; expected one of type \"BertNormalizer\"",
                "|pre_tokenizer|null|pre_tokenizer is null; expected one of type",
                "|pre_tokenizer|{\"type\": \"Whitespace\"}|pre_tokenizer is of type \"Whitespace\"",
                "|post_processor|null|post_processor is null; expected one of type",
                "|post_processor|{\"type\": \"RobertaProcessing\"}|of type \"RobertaProcessing\"",
                "/post_processor|single|[{\"Sequence\": {\"id\": \"A\", \"type_id\": 0}}]"
                        + "|post_processor.single is A:0; expected [CLS]:0 A:0 [SEP]:0",
                "/post_processor/special_tokens/[CLS]|ids|[5]|[CLS].ids is [5]; expected [101]",
                "/model|unk_token|\"<unk>\"|model.unk_token is \"<unk>\"; expected \"[UNK]\"",
                "/model|continuing_subword_prefix|\"@@\"|continuing_subword_prefix is \"@@\"",
                "/model|max_input_chars_per_word|0|model.max_input_chars_per_word is 0; expected",
                "/model/vocab|the|100000|gives a piece the id 100000",
                "/model/vocab|任|1|the id 1 is that of \"任\", but",
            })
    void refusesWhatItDoesNotObeyInTokenizerJson(
            String at, String field, String value, String sentence) throws IOException {
        for (Form form : Form.values()) {
            Path folder = form.write(this);
            Files.writeString(folder.resolve("tokenizer.json"), tokenizerJson().toString());
            edit(folder, at == null ? "" : at, field, value);

            assertRefused(folder, sentence);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "truncation|{\"max_length\": 128, \"strategy\": \"LongestFirst\", \"stride\": 0}",
                "padding|{\"strategy\": {\"Fixed\": 128}, \"pad_id\": 0}",
                "decoder|{\"type\": \"WordPiece\", \"prefix\": \"##\", \"cleanup\": true}",
                "post_processor|{\"type\": \"BertProcessing\", \"sep\": [\"[SEP]\", 102],"
                        + " \"cls\": [\"[CLS]\", 101]}",
                "pre_tokenizer|{\"type\": \"Sequence\", \"pretokenizers\":"
                        + " [{\"type\": \"BertPreTokenizer\"}]}",
            })
    void opensATokenizerJsonWhosePartsMakeTheSamePieces(String field, String value)
            throws IOException {
        Path folder = Form.HUGGING_FACE.write(this);
        Files.writeString(folder.resolve("tokenizer.json"), tokenizerJson().toString());
        edit(folder, "", field, value);

        assertPieces(folder, "任務 the", "任", "務", "the");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "do_lower_case|true|do_lower_case is true, but",
                "tokenize_chinese_chars|false|tokenize_chinese_chars is false, but",
                "strip_accents|true|strip_accents is true, but",
            })
    void refusesFilesThatContradictEachOther(String field, String value, String sentence)
            throws IOException {
        Path folder = Form.HUGGING_FACE.write(this);
        Files.writeString(folder.resolve("tokenizer.json"), tokenizerJson().toString());
        write(folder, "tokenizer_config.json", field, value);

        assertRefused(folder, sentence);
        assertRefused(folder, "expected the same in both");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"tokenizer.json", "tokenizer_config.json", "added_tokens.json", "no vocab"})
    void addedTokensHaveRowsBeyondTheVocabulary(String file) throws IOException {
        int first = pieces.size();
        Path folder = write(Form.HUGGING_FACE, first + 2);
        String tokens =
                """
                [{"id": %d, "content": "<e>", "normalized": false, "special": true},
                 {"id": %d, "content": "abc", "normalized": true, "special": false}]
                """
                        .formatted(first, first + 1);
        switch (file) {
            case "tokenizer_config.json" ->
                    write(
                            folder,
                            file,
                            "added_tokens_decoder",
                            tokens.replaceAll("\\{\"id\": (\\d+), ", "\"$1\": {")
                                    .replace('[', '{')
                                    .replace(']', '}'));
            case "added_tokens.json" -> {
                Files.writeString(
                        folder.resolve(file),
                        "{\"<e>\": %d, \"abc\": %d}".formatted(first, first + 1));
                write(folder, "tokenizer_config.json", "additional_special_tokens", "[\"<e>\"]");
            }
            default -> {
                Files.writeString(folder.resolve("tokenizer.json"), tokenizerJson().toString());
                edit(folder, "", "added_tokens", tokens);
                if (file.equals("no vocab")) {
                    Files.delete(folder.resolve("vocab.txt"));
                }
            }
        }

        assertPieces(folder, "the<e>abcd abc", "the", "<e>", "abc", "d", "abc");
        try (Checkpoint checkpoint = Checkpoints.open(folder.toString())) {
            assertThat(checkpoint.vocabulary().size()).isEqualTo(first + 2);
            assertThat(checkpoint.vocabulary().id("abc")).isEqualTo(first + 1);
        }
    }

    @Test
    void specialTokensThatAreToBeSplitAreNotFound() throws IOException {
        Path folder = write(Form.HUGGING_FACE, pieces.size() + 1);
        Files.writeString(
                folder.resolve("tokenizer_config.json"),
                """
                {"do_lower_case": false, "split_special_tokens": true,
                 "added_tokens_decoder": {"%d": {"content": "<e>", "special": true}}}
                """
                        .formatted(pieces.size()));

        assertPieces(folder, "<e>", "<", "e", ">");
    }

    @Test
    void otherRulesHaveAnotherDigest() throws IOException {
        Path folder = Form.GOOGLE.write(this);
        String before;
        try (Checkpoint checkpoint = Checkpoints.open(folder.toString())) {
            before = checkpoint.digest();
        }
        write(folder, "tokenizer_config.json", "tokenize_chinese_chars", "false");

        try (Checkpoint checkpoint = Checkpoints.open(folder.toString())) {
            assertThat(checkpoint.digest()).isNotEqualTo(before);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 64, 1024})
    void rowsMayPadTheEmbedding(int step) throws IOException {
        int rows = (pieces.size() + step - 1) / step * step;
        Path folder = write(Form.GOOGLE, rows);

        assertPieces(folder, "the 任", "the", "任");
        try (Checkpoint checkpoint = Checkpoints.open(folder.toString())) {
            assertThat(checkpoint.vocabulary().size()).isEqualTo(rows);
        }
        if (step > 8) {
            assertRefused(
                    write(Form.GOOGLE, rows - 1),
                    "its vocabulary has %d pieces, but its word embedding has %d rows"
                            .formatted(pieces.size(), rows - 1));
        }
    }

    @Test
    void linesMayPadTheVocabulary() throws IOException {
        Path folder = Form.GOOGLE.write(this);
        List<String> padded = new ArrayList<>(pieces);
        padded.addAll(List.of("[unused100]", "[PAD]", "<pad7>", "##!"));
        Files.write(folder.resolve("vocab.txt"), padded);
        assertPieces(folder, "the [PAD]", "the", "[", "P", "##A", "##D", "]");
        try (Checkpoint checkpoint = Checkpoints.open(folder.toString())) {
            assertThat(checkpoint.vocabulary().padId()).isZero();
        }

        padded.add("word");
        Files.write(folder.resolve("vocab.txt"), padded);
        assertRefused(
                folder,
                "the piece \"word\" has the id %d, but the word embedding has %d rows"
                        .formatted(padded.size() - 1, pieces.size()));
    }

    /** What a model made from another has beside it reads as the other does. */
    @Test
    void rulesAreWrittenAsTheyAreRead() throws IOException {
        Path folder = write(Form.HUGGING_FACE, pieces.size() + 2);
        Files.writeString(
                folder.resolve("tokenizer_config.json"),
                """
                {"do_lower_case": true, "strip_accents": false, "tokenize_chinese_chars": false,
                 "max_input_chars_per_word": 9,
                 "added_tokens_decoder": {"%d": {"content": "<E>", "single_word": true}}}
                """
                        .formatted(pieces.size() + 1));
        Path copy = Files.createDirectories(temp.resolve("copy"));
        try (Checkpoint checkpoint = Checkpoints.open(folder.toString())) {
            MiniatureCheckpoint same = miniature(pieces.size() + 2);
            GoogleCheckpointWriter.write(
                    copy, same.config(), checkpoint.vocabulary().lines(), same.weights());
            TokenizerConfigWriter.write(copy, checkpoint);
            try (Checkpoint read = Checkpoints.open(copy.toString())) {
                assertThat(read.tokenizerRules()).isEqualTo(checkpoint.tokenizerRules());
                assertThat(read.casing()).contains(Casing.UNCASED);
                assertThat(read.vocabulary().piece(pieces.size() + 1)).isEqualTo("<E>");
                assertThat(read.vocabulary().isWordPiece(pieces.size() + 1)).isFalse();
            }
        }
    }

    private enum Form {
        GOOGLE,
        HUGGING_FACE;

        Path write(TokenizerFilesTest test) throws IOException {
            return test.write(this, test.pieces.size());
        }
    }

    static Stream<Form> forms() {
        return Stream.of(Form.values());
    }

    private MiniatureCheckpoint miniature(int rows) {
        return MiniatureCheckpoint.of(
                new BertConfig(rows, 32, 1, 2, 64, 64, 2, Activation.GELU_TANH, 1e-12), pieces, 3);
    }

    private Path write(Form form, int rows) throws IOException {
        MiniatureCheckpoint miniature = miniature(rows);
        Path folder = Files.createDirectories(temp.resolve(form.name()));
        if (form == Form.GOOGLE) {
            miniature.writeTo(folder);
        } else {
            HuggingFaceMiniature.write(
                    folder, miniature, "BertModel", HuggingFaceMiniature.tensors(miniature, ""));
        }
        Files.writeString(folder.resolve("tokenizer_config.json"), CASED);
        return folder;
    }

    /** A whole one, as Hugging Face writes it, cased. */
    private ObjectNode tokenizerJson() throws IOException {
        ObjectNode vocab = JSON.createObjectNode();
        pieces.forEach(piece -> vocab.put(piece, pieces.indexOf(piece)));
        String template =
                """
                {"version": "1.0", "truncation": null, "padding": null, "added_tokens":
                 [{"id": 0, "content": "[PAD]", "special": true, "normalized": false},
                  {"id": 101, "content": "[CLS]", "special": true, "normalized": false}],
                 "normalizer": {"type": "BertNormalizer", "clean_text": true,
                  "handle_chinese_chars": true, "strip_accents": null, "lowercase": false},
                 "pre_tokenizer": {"type": "BertPreTokenizer"},
                 "post_processor": {"type": "TemplateProcessing",
                  "single": [{"SpecialToken": {"id": "[CLS]", "type_id": 0}},
                   {"Sequence": {"id": "A", "type_id": 0}},
                   {"SpecialToken": {"id": "[SEP]", "type_id": 0}}],
                  "pair": [{"SpecialToken": {"id": "[CLS]", "type_id": 0}},
                   {"Sequence": {"id": "A", "type_id": 0}},
                   {"SpecialToken": {"id": "[SEP]", "type_id": 0}},
                   {"Sequence": {"id": "B", "type_id": 1}},
                   {"SpecialToken": {"id": "[SEP]", "type_id": 1}}],
                  "special_tokens": {"[CLS]": {"id": "[CLS]", "ids": [101], "tokens": ["[CLS]"]},
                   "[SEP]": {"id": "[SEP]", "ids": [102], "tokens": ["[SEP]"]}}},
                 "decoder": {"type": "WordPiece", "prefix": "##", "cleanup": true},
                 "model": {"type": "WordPiece", "unk_token": "[UNK]",
                  "continuing_subword_prefix": "##", "max_input_chars_per_word": 100}}
                """;
        ObjectNode json = (ObjectNode) JSON.readTree(template);
        ((ObjectNode) json.path("model")).set("vocab", vocab);
        return json;
    }

    /** Sets a field of an object of {@code tokenizer.json}. */
    private static void edit(Path folder, String at, String field, String value)
            throws IOException {
        Path file = folder.resolve("tokenizer.json");
        JsonNode json = JSON.readTree(file.toFile());
        ((ObjectNode) json.at(at)).set(field, JSON.readTree(value));
        Files.writeString(file, json.toString());
    }

    private static void write(Path folder, String name, String field, String value)
            throws IOException {
        Path file = folder.resolve(name);
        ObjectNode json = (ObjectNode) JSON.readTree(file.toFile());
        json.set(field, JSON.readTree(value));
        Files.writeString(file, json.toString());
    }

    private static void assertPieces(Path folder, String text, String... expected) {
        try (Checkpoint checkpoint = Checkpoints.open(folder.toString())) {
            Tokenizer tokenizer = checkpoint.tokenizer(checkpoint.casing().orElseThrow());
            Pieces pieces = tokenizer.tokenize(text);
            List<String> spelled = new ArrayList<>();
            for (int id : pieces.ids()) {
                spelled.add(tokenizer.vocabulary().piece(id));
            }
            assertThat(spelled).containsExactly(expected);
        }
    }

    private static void assertRefused(Path folder, String sentence) {
        assertThatThrownBy(() -> Checkpoints.open(folder.toString()))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining(sentence);
    }
}
