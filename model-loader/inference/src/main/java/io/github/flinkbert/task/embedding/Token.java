package io.github.flinkbert.task.embedding;

import org.apache.flink.annotation.PublicEvolving;

/**
 * A piece of the text.
 *
 * @param token the WordPiece, {@code ##} included; of a family without a fixed vocabulary the word
 *     as the text has it
 * @param id in the vocabulary
 * @param start first UTF-16 code unit in the original text
 * @param end one past the last
 */
@PublicEvolving
public record Token(String token, int id, int start, int end) {}
