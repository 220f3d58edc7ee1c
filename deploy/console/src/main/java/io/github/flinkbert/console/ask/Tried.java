package io.github.flinkbert.console.ask;

import io.github.flinkbert.console.stream.SeenText;
import io.github.flinkbert.task.embedding.Token;
import io.github.flinkbert.task.masks.Candidate;
import java.util.List;

/**
 * What the model makes of a text.
 *
 * @param tokens the text's pieces
 * @param unknownPieces the share of the text's pieces that the vocabulary does not know, from 0 to
 *     1; masks are no pieces here
 * @param masks for each {@code [MASK]} its candidates, likeliest first
 * @param entities stretches of the text
 * @param answers best first
 * @param embedding its numbers
 * @param nearest texts of the stream whose embeddings are nearest
 * @param notes sentences about what could not be asked, and why
 * @param model which model answered
 * @param entityModels names to choose from
 * @param answerModels names to choose from
 * @param millis how long all of it took, without loading the model
 */
@SuppressWarnings("ArrayRecordComponent") // numbers on their way, compared by nobody
public record Tried(
        String text,
        List<Token> tokens,
        double unknownPieces,
        List<List<Candidate>> masks,
        List<SeenText.Entity> entities,
        List<SeenText.Answer> answers,
        float[] embedding,
        List<Nearest.Neighbour> nearest,
        List<String> notes,
        SeenText.Model model,
        List<String> entityModels,
        List<String> answerModels,
        double millis) {}
