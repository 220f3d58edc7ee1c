package io.github.flinkbert.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The basic tokens of Google's own {@code tokenization.py}, run on Python 3.9, whose Unicode tables
 * are Java 17's (13.0), on texts that try each of its rules, and on random ones.
 */
class GoogleReferenceTest {

    record Reference(String text, List<String> uncased, List<String> cased) {

        List<String> tokens(Casing casing) {
            return casing == Casing.CASED ? cased : uncased;
        }
    }

    @Test
    void basicTokensOfACasedReleaseAreGooglesOwn() throws IOException {
        assertTokensAreGooglesOwn(comparable(references()), Casing.CASED);
    }

    @Test
    void basicTokensOfAnUncasedReleaseAreGooglesOwn() throws IOException {
        assertTokensAreGooglesOwn(comparable(references()), Casing.UNCASED);
    }

    /**
     * Python 3.9 has Unicode 13, as JDK 17 and 18 have it: of what is new in another version the
     * two think differently.
     */
    private static List<Reference> comparable(List<Reference> references) {
        if (Runtime.version().feature() <= 18) {
            return references;
        }
        List<Reference> old =
                references.stream().filter(r -> RandomTexts.isOfUnicode8(r.text())).toList();
        assertThat(old).hasSizeGreaterThan(references.size() / 2);
        return old;
    }

    static void assertTokensAreGooglesOwn(List<Reference> references, Casing casing) {
        Tokenizer tokenizer = new WordPieceTokenizer(characters(references, casing), casing);
        for (Reference reference : references) {
            assertThat(basicTokens(tokenizer, reference.text()))
                    .as(() -> "basic tokens of " + escaped(reference.text()))
                    .isEqualTo(reference.tokens(casing));
        }
    }

    /** Every character as a piece of its own: whatever comes out, no word is unknown. */
    private static Vocabulary characters(List<Reference> references, Casing casing) {
        Set<String> pieces = new LinkedHashSet<>(List.of("[UNK]", "[CLS]", "[SEP]"));
        for (Reference reference : references) {
            for (String token : reference.tokens(casing)) {
                token.codePoints()
                        .mapToObj(Character::toString)
                        .forEach(c -> pieces.addAll(List.of(c, "##" + c)));
            }
        }
        return Vocabulary.of(List.copyOf(pieces));
    }

    private static List<String> basicTokens(Tokenizer tokenizer, String text) {
        Pieces pieces = tokenizer.tokenize(text);
        List<String> tokens = new ArrayList<>();
        for (int i = 0; i < pieces.size(); i++) {
            String piece = tokenizer.vocabulary().piece(pieces.id(i));
            if (pieces.word(i) == tokens.size()) {
                tokens.add(piece);
            } else {
                assertThat(pieces.word(i)).isEqualTo(tokens.size() - 1);
                tokens.set(tokens.size() - 1, tokens.get(tokens.size() - 1) + piece.substring(2));
            }
        }
        return tokens;
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.chars().forEach(c -> escaped.append("\\u%04x".formatted(c)));
        return escaped.toString();
    }

    private static List<Reference> references() throws IOException {
        try (InputStream lines =
                        GoogleReferenceTest.class.getResourceAsStream("google-basic-tokens.jsonl");
                MappingIterator<Reference> references =
                        new ObjectMapper().readerFor(Reference.class).readValues(lines)) {
            return references.readAll();
        }
    }
}
