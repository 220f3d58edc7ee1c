package io.github.flinkbert.task.masks;

import java.util.List;
import org.apache.flink.annotation.PublicEvolving;

/** For each {@code [MASK]} of the text, in order, its candidates, likeliest first. Immutable. */
@PublicEvolving
public record Masks(List<List<Candidate>> masks) {
    public Masks {
        masks = masks.stream().map(List::copyOf).toList();
    }
}
