package io.github.flinkbert.task.nextwords;

import org.apache.flink.annotation.PublicEvolving;

/**
 * What may come next: one piece of the vocabulary, which may be a part of a word.
 *
 * @param text what it adds to the text, a space before or after it included
 * @param token the piece as the vocabulary has it, such as {@code Ġbank} or {@code bank</w>}
 * @param score its probability, of all pieces
 */
@PublicEvolving
public record NextWord(String text, String token, float score) {}
