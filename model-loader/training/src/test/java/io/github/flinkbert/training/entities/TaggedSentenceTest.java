package io.github.flinkbert.training.entities;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TaggedSentenceTest {

    @Test
    void anyIobSchemeIsReadAsIob2() {
        assertThat(sentence("a b c d e", "I-PER I-PER B-PER O I-LOC").iob2())
                .containsExactly("B-PER", "I-PER", "B-PER", "O", "B-LOC");
    }

    private static TaggedSentence sentence(String tokens, String tags) {
        return new TaggedSentence(List.of(tokens.split(" ")), List.of(tags.split(" ")), " ", 0);
    }
}
