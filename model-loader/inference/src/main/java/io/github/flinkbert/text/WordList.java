package io.github.flinkbert.text;

import org.apache.flink.annotation.Internal;

/**
 * Pieces and their ids where there are millions of them, kept in less than a {@link Vocabulary}'s
 * own maps take. Thread-safe.
 */
@Internal
public interface WordList {

    /** How many ids there are. */
    int size();

    /** The piece of an id. */
    String word(int id);

    /** The id of a piece, or -1 where there is none. */
    int id(String word);
}
