package io.github.flinkbert;

import io.github.flinkbert.encoder.Output;
import io.github.flinkbert.failure.TextRejectedException;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.Reply;
import io.github.flinkbert.task.answers.AnswerDecoder;
import io.github.flinkbert.task.answers.QuestionLimits;
import io.github.flinkbert.task.embedding.EmbeddingJoin;
import io.github.flinkbert.task.entities.EntityDecoder;
import io.github.flinkbert.task.entities.EntityTrim;
import io.github.flinkbert.task.masks.MaskDecoder;
import io.github.flinkbert.text.MaskedText;
import io.github.flinkbert.text.Pieces;
import io.github.flinkbert.text.Sequence;
import io.github.flinkbert.text.Tokenizer;
import io.github.flinkbert.text.Window;
import io.github.flinkbert.text.Windows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Turns a text's asks into readings. A text that fits the encoder is read once for its embedding,
 * its tokens and its entities together. A longer one is read in windows: side by side for pooled
 * vectors, so that each token counts once, overlapping by a quarter where tokens need context on
 * both sides.
 */
final class InferencePlan {

    /**
     * Enough for some 130,000 pieces; a text beyond that is refused rather than let block others.
     */
    static final int MOST_WINDOWS = 256;

    private final Tokenizer tokenizer;
    private final HeadRegistry skills;
    private final int layers;
    private final int maxPositions;
    private final int room;
    private final String text;
    private final Pieces pieces;
    private final Map<Integer, EncodedInput> byStride = new TreeMap<>();
    private final List<EncodedInput> readings = new ArrayList<>();
    private final Reply[] replies;

    /**
     * @param maxPositions the longest sequence that the encoder takes
     * @throws TextRejectedException if the text cannot be answered
     */
    InferencePlan(
            Tokenizer tokenizer,
            HeadRegistry skills,
            int layers,
            int maxPositions,
            String text,
            List<Ask> asks) {
        this.tokenizer = tokenizer;
        this.skills = skills;
        this.layers = layers;
        this.maxPositions = maxPositions;
        this.text = text;
        room = maxPositions - Sequence.length(0);
        pieces = tokenizer.tokenize(text);
        replies = new Reply[asks.size()];
        for (int i = 0; i < asks.size(); i++) {
            add(i, asks.get(i));
        }
    }

    List<EncodedInput> readings() {
        return readings;
    }

    /** One place an ask, those filled that need no reading; the readings fill the others. */
    Reply[] replies() {
        return replies;
    }

    /** Tokens of all sequences, special tokens included. */
    int tokens() {
        return readings.stream()
                .flatMap(reading -> reading.sequences().stream())
                .mapToInt(Sequence::length)
                .sum();
    }

    private void add(int index, Ask ask) {
        if (ask instanceof Ask.Embed embed) {
            embed(index, embed);
        } else if (ask instanceof Ask.EmbedTokens tokens) {
            embedTokens(index, tokens);
        } else if (ask instanceof Ask.FillMasks masks) {
            fillMasks(index, masks);
        } else if (ask instanceof Ask.TagEntities entities) {
            tagEntities(index, entities);
        } else if (ask instanceof Ask.AnswerQuestion question) {
            answer(index, question);
        } else if (ask instanceof Ask.CountUnknown) {
            int unknown = pieces.count(tokenizer.vocabulary().unknownId());
            replies[index] = new Reply.UnknownPieces(unknown, pieces.size());
        }
    }

    private void embed(int index, Ask.Embed ask) {
        List<Output.Pooled> outputs =
                layers(ask.layers())
                        .mapToObj(l -> new Output.Pooled(Output.RELEASE, ask.pooling(), l))
                        .toList();
        EncodedInput reading = single(room);
        reading.ask(
                index,
                outputs,
                scores -> {
                    List<EmbeddingJoin.Window> windows = new ArrayList<>();
                    for (int w = 0; w < reading.sequences().size(); w++) {
                        windows.add(
                                new EmbeddingJoin.Window(
                                        concatenated(scores, w, outputs),
                                        reading.sequences().get(w).length()));
                    }
                    return EmbeddingJoin.join(ask, windows);
                });
    }

    private void embedTokens(int index, Ask.EmbedTokens ask) {
        if (ask.layers().count() != 1) {
            throw new IllegalArgumentException(
                    "token vectors come from one layer, found " + ask.layers().count());
        }
        Output output =
                new Output.TokenVectors(
                        Output.RELEASE, layers(ask.layers()).findFirst().orElseThrow());
        EncodedInput reading = single(overlapping());
        reading.ask(
                index,
                List.of(output),
                scores ->
                        EmbeddingJoin.joinTokens(
                                pieces, tokenizer.vocabulary(), scores.ofTokens(output)));
    }

    private void tagEntities(int index, Ask.TagEntities ask) {
        TaskHead skill = skills.labelling(ask.model());
        EntityDecoder decoder = skill.entityDecoder(ask.wordLabel());
        single(overlapping())
                .ask(
                        index,
                        List.of(skill.scores()),
                        scores -> {
                            Reply.Entities found =
                                    decoder.decode(text, pieces, scores.ofTokens(skill.scores()));
                            return ask.trim() ? EntityTrim.trim(text, found) : found;
                        });
    }

    private void answer(int index, Ask.AnswerQuestion ask) {
        TaskHead skill = skills.answering(ask.model());
        AnswerDecoder decoder = new AnswerDecoder(ask);
        Pieces question = tokenizer.tokenize(ask.question());
        List<Window> windows = QuestionLimits.forEncoder(maxPositions).windows(question, pieces);
        EncodedInput reading = EncodedInput.pair(tokenizer.vocabulary(), question, pieces, windows);
        readings.add(reading);
        reading.ask(
                index,
                List.of(skill.scores()),
                scores -> decoder.decode(text, pieces, scores.ofTokens(skill.scores())));
    }

    private void fillMasks(int index, Ask.FillMasks ask) {
        MaskedText masked = MaskedText.of(tokenizer, text);
        int[] masks = masked.masks();
        if (masks.length == 0) {
            throw new TextRejectedException(
                    "a text to fill must have a %s, found none".formatted(MaskedText.MASK));
        }
        // A vocabulary has no more pieces to rank than it has.
        int top = Math.min(ask.top(), tokenizer.vocabulary().size());
        Output output = new Output.MaskedPieces(top);
        EncodedInput reading = read(masked.pieces(), overlapping());
        readings.add(reading);
        int[] windowOf = Windows.ofMostContext(masked.pieces().size(), reading.windows());
        MaskDecoder decoder = new MaskDecoder(tokenizer.vocabulary());
        reading.ask(
                index,
                List.of(output),
                scores -> {
                    List<List<Reply.Candidate>> candidates = new ArrayList<>();
                    for (int i = 0; i < masks.length; i++) {
                        int w = windowOf[masks[i]];
                        int row = i - firstAtOrAfter(masks, reading.windows().get(w).from());
                        candidates.add(decoder.decode(scores.of(w, output), row));
                    }
                    return new Reply.Masks(candidates);
                });
    }

    /** How many masks lie before a piece: the place, among all masks, of its window's first. */
    private static int firstAtOrAfter(int[] masks, int piece) {
        int found = Arrays.binarySearch(masks, piece);
        return found >= 0 ? found : -found - 1;
    }

    /** The text by itself, in windows so far apart; asks with the same windows share a reading. */
    private EncodedInput single(int stride) {
        // One window is the same whatever the stride.
        int key = pieces.size() <= room ? 0 : stride;
        return byStride.computeIfAbsent(
                key,
                absent -> {
                    EncodedInput reading = read(pieces, stride);
                    readings.add(reading);
                    return reading;
                });
    }

    private EncodedInput read(Pieces cut, int stride) {
        List<Window> windows = Windows.over(cut.size(), room, stride);
        if (windows.size() > MOST_WINDOWS) {
            throw new TextRejectedException(
                    "a text may take at most %d windows of %d pieces, found %d pieces, which take %d"
                            .formatted(MOST_WINDOWS, room, cut.size(), windows.size()));
        }
        return EncodedInput.single(tokenizer.vocabulary(), cut, windows);
    }

    private int overlapping() {
        return Math.max(1, room - room / 4);
    }

    private IntStream layers(io.github.flinkbert.task.embedding.Layers wanted) {
        int first = wanted.first() < 0 ? layers + 1 + wanted.first() : wanted.first();
        if (first < 0 || first + wanted.count() > layers + 1) {
            throw new IllegalArgumentException(
                    "layers run from 0 to %d, found %d layers from %d on"
                            .formatted(layers, wanted.count(), wanted.first()));
        }
        return IntStream.range(first, first + wanted.count());
    }

    private static float[] concatenated(
            EncodedInput.Scores scores, int window, List<Output.Pooled> outputs) {
        if (outputs.size() == 1) {
            return scores.of(window, outputs.get(0)).row(0);
        }
        int width = scores.of(window, outputs.get(0)).columns();
        float[] joined = new float[outputs.size() * width];
        for (int i = 0; i < outputs.size(); i++) {
            System.arraycopy(
                    scores.of(window, outputs.get(i)).values(), 0, joined, i * width, width);
        }
        return joined;
    }
}
