package io.github.flinkbert.task.entities;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.checkpoint.AggregationStrategy;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.Reply;
import io.github.flinkbert.task.ScoredWindow;
import io.github.flinkbert.task.answers.AnswerDecoder;
import io.github.flinkbert.task.embedding.EmbeddingJoin;
import io.github.flinkbert.tensor.Matrix;
import io.github.flinkbert.text.Casing;
import io.github.flinkbert.text.Pieces;
import io.github.flinkbert.text.Tokenizer;
import io.github.flinkbert.text.Vocabulary;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Decoders on what the tokenizer really makes of a text. */
class RealPiecesTest {

    private static final Vocabulary VOCABULARY =
            Vocabulary.of(
                    List.of(
                            "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "u", "s", ".", "-",
                            "based", "中", "国", "人", "in", "paris", "jose", "##fina", "'", "de"));

    private static final Tokenizer TOKENIZER = new Tokenizer(VOCABULARY, Casing.UNCASED);

    private static final LabelSet LABELS =
            LabelSet.of(List.of("O", "B-LOC", "I-LOC", "B-PER", "I-PER"));

    @Test
    void wordsAreBasicTokensNotStretchesBetweenSpaces() {
        String text = "U.S.-based 中国人in Paris, Jose\u0301fina's";
        Pieces pieces = TOKENIZER.tokenize(text);
        float[][] rows = new float[pieces.size()][LABELS.size()];
        boolean inside = false;
        for (int i = 0; i < rows.length; i++) {
            int type =
                    switch (VOCABULARY.piece(pieces.id(i))) {
                        case "u", ".", "中", "国", "paris" -> 1;
                        case "s" -> pieces.start(i) < 4 ? 1 : 0;
                        case "jose" -> 3;
                        default -> 0;
                    };
            rows[i][type == 0 ? 0 : inside ? type + 1 : type] = 9;
            inside = type != 0;
        }

        List<Reply.Entity> found =
                new EntityDecoder(LABELS, AggregationStrategy.FIRST_PIECE)
                        .decode(text, pieces, one(pieces, rows))
                        .entities();

        assertThat(found)
                .extracting(Reply.Entity::text)
                .containsExactly("U.S.", "中国", "Paris", "Jose\u0301fina");
    }

    @Test
    void anAnswerIsTextAsWrittenNotPiecesJoined() {
        String text = "in  José-fina\n'DE'";
        Pieces pieces = TOKENIZER.tokenize(text);
        float[][] rows = new float[pieces.size()][2];
        for (int i = 0; i < rows.length; i++) {
            rows[i][0] = pieces.start(i) == 4 ? 5 : 0;
            rows[i][1] = VOCABULARY.piece(pieces.id(i)).equals("de") ? 5 : 0;
        }
        Ask.AnswerQuestion ask =
                new Ask.AnswerQuestion("qa", "who?", 1, 30, OptionalDouble.empty());

        assertThat(new AnswerDecoder(ask).decode(text, pieces, one(pieces, rows)).answers().get(0))
                .returns("José-fina\n'DE", Reply.Answer::text)
                .returns(4, Reply.Answer::start);
    }

    @Test
    void tokenVectorsComeFromTheWindowOfMostContext() {
        String text = "in paris de paris";
        Pieces pieces = TOKENIZER.tokenize(text);
        List<ScoredWindow> windows =
                List.of(
                        new ScoredWindow(0, 3, 1, matrix(0, 10, 11, 12, 0)),
                        new ScoredWindow(1, 4, 1, matrix(0, 21, 22, 23, 0)));

        Reply.TokenEmbeddings tokens = EmbeddingJoin.joinTokens(pieces, VOCABULARY, windows);

        // "paris" has context on both sides in the first window, "de" in the second.
        assertThat(tokens.vectors().values()).containsExactly(10, 11, 22, 23);
        assertThat(tokens.tokens().get(3)).isEqualTo(new Reply.Token("paris", 14, 12, 17));
    }

    private static Matrix matrix(float... column) {
        return new Matrix(column.length, 1, column);
    }

    private static List<ScoredWindow> one(Pieces pieces, float[][] rows) {
        Matrix scores = EntityDecoderTest.matrix(rows);
        return List.of(ScoredWindow.ofPieces(0, pieces.size(), scores));
    }
}
