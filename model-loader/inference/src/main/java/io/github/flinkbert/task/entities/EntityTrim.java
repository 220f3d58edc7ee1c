package io.github.flinkbert.task.entities;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.annotation.PublicEvolving;

/**
 * Takes from the edges of entities what is no part of a name, and drops entities of which nothing
 * is left. The decoder's borders are those of its words, and a word can be a mark or an emoji.
 *
 * <ul>
 *   <li>An entity neither begins nor ends with white space, a symbol, an emoji or a punctuation
 *       mark, unless the mark belongs to it: {@link EntityEdges} says which do.
 *   <li>It neither begins nor ends inside a special token that was typed ({@code [MASK]}), an
 *       e-mail address or a URL: what lies inside one is dropped.
 *   <li>A handle or a hashtag that an entity begins or ends in is part of it as a whole, its mark
 *       too: {@code @name}, {@code #tag}. In other scripts than Latin, where particles are written
 *       on to names, the mark alone joins the entity that begins right behind it.
 *   <li>It does not end in a Korean particle: {@link KoreanParticles} says in which.
 *   <li>Entities still do not overlap: of two that meet in a handle the first has it.
 * </ul>
 *
 * <p>What lies between the edges stays as it is, and so does the score: it is the probability of
 * the entity as the model bordered it. Stateless.
 */
@PublicEvolving
public final class EntityTrim {

    private EntityTrim() {}

    /**
     * @param text the text as it came in
     * @param found in the order of the text, not overlapping
     */
    public static Entities trim(String text, Entities found) {
        if (found.entities().isEmpty()) {
            return found;
        }
        TextSpans spans = TextSpans.of(text);
        List<Entity> trimmed = new ArrayList<>(found.entities().size());
        int free = 0;
        for (Entity entity : found.entities()) {
            EntityEdges edges = new EntityEdges(text, spans, entity.label());
            if (edges.trim(Math.max(free, entity.start()), entity.end(), free)) {
                int end = KoreanParticles.end(text, edges.start(), edges.end(), entity.label());
                free = edges.end();
                trimmed.add(
                        new Entity(
                                entity.label(),
                                text.substring(edges.start(), end),
                                edges.start(),
                                end,
                                entity.score()));
            }
        }
        return new Entities(List.copyOf(trimmed));
    }
}
