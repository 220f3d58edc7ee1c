package io.github.flinkbert.training.entities;

import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.annotation.Experimental;

/**
 * A sentence with gold entities.
 *
 * @param sentence tokens and tags, in any scheme
 * @param types the entity types that the sentence's file speaks of; of others its {@code O} says
 *     nothing
 */
@Experimental
public record EntitySentence(TaggedSentence sentence, Set<String> types) {

    public EntitySentence {
        types = Set.copyOf(types);
    }

    /** The types of the entities that are in it. */
    static Set<String> typesIn(TaggedSentence sentence) {
        Set<String> types = new TreeSet<>();
        for (Chunk chunk : Chunks.LENIENT.of(sentence.tags())) {
            types.add(chunk.type());
        }
        return types;
    }
}
