package io.github.flinkbert.encoder;

import io.github.flinkbert.text.Pieces;
import io.github.flinkbert.text.Sequence;
import io.github.flinkbert.text.Tokenizer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A hundred English texts from one word to the model's full length, pairs among them. */
public final class RealTexts {

    private static final int FULL = 510;

    private RealTexts() {}

    /** 76 sentences that go together in paragraphs. */
    public static List<String> sentences() {
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                RealTexts.class.getResourceAsStream("/texts/english.txt"),
                                StandardCharsets.UTF_8))) {
            return lines.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static List<Sequence> hundred(Tokenizer tokenizer) {
        List<String> sentences = sentences();
        List<Sequence> texts = new ArrayList<>();
        sentences.forEach(sentence -> texts.add(single(tokenizer, sentence)));
        for (int i = 0; i < 14; i++) {
            texts.add(single(tokenizer, paragraph(sentences, 5 * i, 2 + i / 2)));
        }
        texts.add(single(tokenizer, paragraph(sentences, 20, 40)));
        for (int i = 0; texts.size() < 100; i++) {
            texts.add(pair(tokenizer, sentences.get(7 * i), paragraph(sentences, 8 * i, 1 + i)));
        }
        return texts;
    }

    private static String paragraph(List<String> sentences, int from, int count) {
        return String.join(" ", sentences.subList(from, Math.min(from + count, sentences.size())));
    }

    private static Sequence single(Tokenizer tokenizer, String text) {
        Pieces pieces = tokenizer.tokenize(text);
        return Sequence.single(tokenizer.vocabulary(), pieces, 0, Math.min(FULL, pieces.size()));
    }

    private static Sequence pair(Tokenizer tokenizer, String question, String text) {
        Pieces first = tokenizer.tokenize(question);
        Pieces second = tokenizer.tokenize(text);
        return Sequence.pair(
                tokenizer.vocabulary(), first, 0, first.size(), second, 0, second.size());
    }
}
