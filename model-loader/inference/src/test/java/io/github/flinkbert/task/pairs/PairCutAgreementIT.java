package io.github.flinkbert.task.pairs;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import io.github.flinkbert.testing.RandomSeed;
import io.github.flinkbert.text.Casing;
import io.github.flinkbert.text.HuggingFace;
import io.github.flinkbert.text.TokenizerRules;
import io.github.flinkbert.text.Vocabulary;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two texts are cut as Hugging Face's tokenizers library cuts them, {@code longest_first}. Where
 * both are cut and the room is odd, the library gives the odd piece to the text that was longer,
 * and to the second of two that are as long; Google's reference, and with it Hugging Face's Python
 * tokenizers, give it to the first.
 */
class PairCutAgreementIT {

    private static final Vocabulary VOCABULARY =
            Vocabulary.of(List.of("[UNK]", "[CLS]", "[SEP]", "a", "b"));
    private static final long A = 3;

    @ParameterizedTest
    @ValueSource(ints = {509, 510, 61})
    void pairsOfAnyLengthsAreCutAsHuggingFaceDoes(int room) throws IOException {
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        Random random = RandomSeed.random(room);
        byte[] json = HuggingFace.json(VOCABULARY, Casing.CASED, TokenizerRules.GOOGLE);
        try (HuggingFaceTokenizer theirs =
                HuggingFaceTokenizer.newInstance(
                        new ByteArrayInputStream(json),
                        Map.of(
                                "addSpecialTokens", "false",
                                "truncation", "LONGEST_FIRST",
                                "maxLength", String.valueOf(room),
                                "padding", "false"))) {
            for (int length = 1; length <= 2000; length += 1 + random.nextInt(16)) {
                int other =
                        switch (length % 4) {
                            case 0 -> length;
                            case 1 -> 1 + random.nextInt(20);
                            default -> 1 + random.nextInt(2000);
                        };
                assertCut(theirs, length, other, room);
                assertCut(theirs, other, length, room);
            }
        }
    }

    private static void assertCut(HuggingFaceTokenizer theirs, int first, int second, int room) {
        long[] ids = theirs.encode("a ".repeat(first), "b ".repeat(second), false, false).getIds();
        int ofFirst = (int) LongStream.of(ids).filter(id -> id == A).count();
        boolean bothCut = ofFirst < first && ids.length - ofFirst < second;
        int odd = bothCut && room % 2 == 1 && second >= first ? 1 : 0;
        assertThat(PairInput.longestFirst(first, second, room))
                .as("%d and %d into %d", first, second, room)
                .isEqualTo(new PairInput.Lengths(ofFirst + odd, ids.length - ofFirst - odd));
    }
}
