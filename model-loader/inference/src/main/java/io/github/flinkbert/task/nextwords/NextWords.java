package io.github.flinkbert.task.nextwords;

import java.util.List;
import org.apache.flink.annotation.PublicEvolving;

/** What may come next, likeliest first. Immutable. */
@PublicEvolving
public record NextWords(List<NextWord> words) {
    public NextWords {
        words = List.copyOf(words);
    }
}
