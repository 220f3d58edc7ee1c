package io.github.flinkbert.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a release's files can say otherwise than Google, each as Hugging Face's tokenizer does. */
class TokenizerRulesTest {

    private static final String[] LETTERS = {
        "a", "b", "c", "e", "é", "É", "A", "B", "C", "E", "任", "務", "<", ">", "!", "x", "1", "w"
    };

    @Test
    void ideographsAreLettersWhereTheyDoNotStandApart() {
        TokenizerRules together = rules(false, Optional.empty(), false, 100);

        assertPieces(Casing.CASED, together, "任務", "任 ##務");
        assertPieces(Casing.UNCASED, together, "a任務!任", "a ##任 ##務 ! 任");
        assertPieces(Casing.CASED, TokenizerRules.GOOGLE, "任務", "任 務");
    }

    @Test
    void accentsAreStrippedOrKeptWhateverTheCase() {
        assertPieces(Casing.UNCASED, rules(true, Optional.of(false), false, 100), "ÉA", "é ##a");
        assertPieces(Casing.CASED, rules(true, Optional.of(true), false, 100), "ÉAé", "E ##A ##e");
        assertPieces(Casing.UNCASED, rules(true, Optional.of(true), false, 100), "ÉA", "e ##a");
        assertPieces(Casing.CASED, rules(true, Optional.of(false), false, 100), "ÉA", "É ##A");
    }

    @Test
    void textIsLowerCasedBeforeACasedTokenizerSeesIt() {
        assertPieces(Casing.CASED, rules(true, Optional.empty(), true, 100), "ÉA", "é ##a");
        assertPieces(Casing.UNCASED, rules(true, Optional.empty(), true, 100), "ÉA", "e ##a");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 100, 250})
    void theLongestWordIsAsLongAsTheRulesSay(int longest) {
        TokenizerRules rules = rules(true, Optional.empty(), false, longest);

        assertPieces(Casing.CASED, rules, "a".repeat(longest), "a" + " ##a".repeat(longest - 1));
        assertPieces(Casing.CASED, rules, "a".repeat(longest + 1), "[UNK]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a<e1>b|a <e1> b",
                "ab<e1><e1>|a ##b <e1> <e1>",
                "<E1>|< E ##1 >",
                "<e1|< e ##1",
                "<e1>x|<e1>x",
                "a cab|a cab",
                "cabx|cab x",
                "<w> a<w> <w>|<w> a < w > <w>",
                "a  <l>  b|a <l> b",
                "a  <r>  b|a <r> b",
            })
    void anAddedTokenIsFoundBeforeTextIsCut(String text, String pieces) {
        assertPieces(
                Casing.CASED,
                added(
                        token("<e1>", "", false),
                        token("<e1>x", "", false),
                        token("cab", "", false),
                        token("<w>", "single", false),
                        token("<l>", "left", false),
                        token("<r>", "right", false)),
                text,
                pieces);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a CAB b|a Cab b",
                "aCÁBb|a Cab b",
                "caba|Cab a",
                "ca b|c ##a b",
                "x a  務任E!|x a 務 任e !",
                "任E 任e|任e 任e",
                "a BE b|a Be b",
                "aBE|a ##b ##e",
                "<é>|<É>",
            })
    void aNormalizedTokenIsFoundInTheNormalizedText(String text, String pieces) {
        assertPieces(
                Casing.UNCASED,
                added(
                        token("Cab", "", true),
                        token("任e", "", true),
                        token("Be", "single", true),
                        token("<É>", "", true)),
                text,
                pieces);
    }

    @Test
    void noWordIsCutIntoAnAddedToken() {
        assertPieces(Casing.CASED, added(token("ab", "single", false)), "abc ab", "a ##b ##c ab");
    }

    @Test
    void masksAreFilledInTextWithAddedTokens() {
        TokenizerRules rules = added(token("<e1>", "", false));
        Tokenizer tokenizer = new WordPieceTokenizer(vocabulary(rules), Casing.CASED, rules);

        MaskedText masked = MaskedText.of(tokenizer, "a<e1>[MASK]<e1>");

        assertThat(spelled(tokenizer.vocabulary(), masked.pieces()))
                .isEqualTo("a <e1> [MASK] <e1>");
        assertThat(masked.masks()).containsExactly(2);
        assertThat(masked.pieces().start(3)).isEqualTo(11);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                " a||it begins or ends with white space",
                "zz|left|it takes the white space around it",
                "\u0301||nothing is left of it",
                "한||its characters are taken apart or change places",
            })
    void refusesATokenThatIsNotFoundAsHuggingFaceFindsIt(
            String content, String flag, String sentence) {
        TokenizerRules rules = added(token(content, flag == null ? "" : flag, true));

        assertThatThrownBy(() -> new WordPieceTokenizer(vocabulary(rules), Casing.UNCASED, rules))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the added token \"" + content + "\"")
                .hasMessageContaining(sentence);
    }

    private static void assertPieces(
            Casing casing, TokenizerRules rules, String text, String expected) {
        Vocabulary vocabulary = vocabulary(rules);
        Pieces ours = new WordPieceTokenizer(vocabulary, casing, rules).tokenize(text);
        assertThat(spelled(vocabulary, ours)).isEqualTo(expected);
        try (HuggingFace huggingFace = new HuggingFace(vocabulary, casing, rules)) {
            Pieces theirs = HuggingFace.pieces(text, huggingFace.encode(text));
            assertThat(spelled(vocabulary, theirs)).as("Hugging Face's").isEqualTo(expected);
            for (int i = 0; i < ours.size(); i++) {
                assertThat(List.of(ours.start(i), ours.end(i), ours.word(i)))
                        .as("place of piece %d", i)
                        .isEqualTo(List.of(theirs.start(i), theirs.end(i), theirs.word(i)));
            }
        }
    }

    private static String spelled(Vocabulary vocabulary, Pieces pieces) {
        List<String> spelled = new ArrayList<>();
        for (int id : pieces.ids()) {
            spelled.add(vocabulary.piece(id));
        }
        return String.join(" ", spelled);
    }

    private static TokenizerRules rules(
            boolean apart, Optional<Boolean> strip, boolean lower, int longest) {
        return new TokenizerRules(apart, strip, lower, longest, List.of());
    }

    private static TokenizerRules added(AddedToken... tokens) {
        List<AddedToken> numbered = new ArrayList<>();
        for (AddedToken token : tokens) {
            numbered.add(
                    new AddedToken(
                            pieces().size() + numbered.size(),
                            token.content(),
                            token.singleWord(),
                            token.takesSpaceBefore(),
                            token.takesSpaceAfter(),
                            token.normalized()));
        }
        return new TokenizerRules(true, Optional.empty(), false, 100, numbered);
    }

    private static AddedToken token(String content, String flag, boolean normalized) {
        return new AddedToken(
                0,
                content,
                flag.equals("single"),
                flag.equals("left"),
                flag.equals("right"),
                normalized);
    }

    private static List<String> pieces() {
        return Stream.concat(
                        Stream.of("[UNK]", "[CLS]", "[SEP]", "[MASK]"),
                        Stream.of(LETTERS).flatMap(l -> Stream.of(l, "##" + l)))
                .toList();
    }

    private static Vocabulary vocabulary(TokenizerRules rules) {
        Map<Integer, String> names = new TreeMap<>();
        rules.addedTokens().forEach(token -> names.put(token.id(), token.content()));
        return Vocabulary.of(pieces()).with(names);
    }
}
