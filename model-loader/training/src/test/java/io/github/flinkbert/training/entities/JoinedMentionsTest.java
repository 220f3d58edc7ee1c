package io.github.flinkbert.training.entities;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JoinedMentionsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "@ ann | B-PER B-PER | @ann | B-PER",
                "@ ann | B-PER I-PER | @ann | B-PER",
                "@ ann | O B-PER | @ann | B-PER",
                "@ ann | B-PER O | @ann | B-PER",
                "@ ann | O O | @ann | O",
                "hi @ ann lee | O O B-PER I-PER | hi @ann lee | O B-PER I-PER",
                "the @ ann | B-ORG I-ORG I-ORG | the @ann | B-ORG I-ORG",
                "the @ ann | B-ORG I-ORG B-PER | the @ann | B-ORG B-PER",
                "@ . @ | O O O | @ . @ | O O O",
                "@ @ ann | O O B-PER | @ @ann | O B-PER",
                "@ann | B-PER | @ann | B-PER",
                "@ \u200eann | B-PER B-PER | @\u200eann | B-PER",
                "@\u200b \u200b ann | B-PER O B-PER | @\u200b\u200bann | B-PER",
            })
    void theSignAndTheNameAreOneTokenAndOneEntity(
            String tokens, String tags, String joined, String joinedTags) {
        TaggedSentence sentence = new TaggedSentence(words(tokens), words(tags), " ", 7);

        assertThat(JoinedMentions.in(sentence))
                .isEqualTo(new TaggedSentence(words(joined), words(joinedTags), " ", 7));
    }

    private static List<String> words(String text) {
        return List.of(text.split(" ", -1));
    }
}
