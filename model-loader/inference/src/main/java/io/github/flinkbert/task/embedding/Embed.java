package io.github.flinkbert.task.embedding;

import io.github.flinkbert.checkpoint.Pooling;
import io.github.flinkbert.checkpoint.SentenceEmbedding;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.EncodedInput;
import io.github.flinkbert.task.InferencePlan;
import io.github.flinkbert.task.TextContext;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.flink.annotation.PublicEvolving;

/**
 * A text's vector: of the adapter that was trained for it, where there is one, else of the release.
 *
 * @param pooling how token vectors become one vector; empty for the model's own way: as the adapter
 *     or a sentence-transformers release says, with its Dense and Normalize modules, else the mean.
 *     With a pooling that is said, these modules are left out
 * @param layers which layers' hidden states; more than one are concatenated
 * @param normalize whether to scale the vector to Euclidean length 1; empty for as the model does
 *     with its own pooling, and not at all with another
 * @param prompt what stands before the text
 * @param dimensions how many numbers are kept, the first ones, before the vector is scaled to
 *     length 1 where it is; for models that were trained for it (Kusupati et al. 2022,
 *     "Matryoshka"). Empty for as many as the model says with its own pooling, else all
 */
@PublicEvolving
public record Embed(
        Optional<Pooling> pooling,
        Layers layers,
        Optional<Boolean> normalize,
        Prompt prompt,
        OptionalInt dimensions)
        implements Ask<Embedding> {

    public Embed {
        if (pooling.isPresent()) {
            requireLast(pooling.get(), layers);
        }
        if (dimensions.isPresent() && dimensions.getAsInt() < 1) {
            throw new IllegalArgumentException(
                    "dimensions must be at least 1, found " + dimensions.getAsInt());
        }
    }

    /** Behind the model's default prompt, and with as many numbers as the model says. */
    public Embed(Optional<Pooling> pooling, Layers layers, Optional<Boolean> normalize) {
        this(pooling, layers, normalize, Prompt.asReleased(), OptionalInt.empty());
    }

    /** With all of pooling, layers and length said. */
    public Embed(Pooling pooling, Layers layers, boolean normalize) {
        this(Optional.of(pooling), layers, Optional.of(normalize));
    }

    /** As the model itself makes it: the adapter for vectors, else the release. */
    public static Embed asReleased() {
        return new Embed(Optional.empty(), Layers.LAST, Optional.empty());
    }

    /** Mean of the last layer, not normalised. */
    public static Embed mean() {
        return new Embed(Pooling.MEAN, Layers.LAST, false);
    }

    /** The same with another pooling. */
    public Embed with(Pooling other) {
        return new Embed(Optional.of(other), layers, normalize, prompt, dimensions);
    }

    /** The same, scaled to length 1 or not. */
    public Embed with(boolean normalized) {
        return new Embed(pooling, layers, Optional.of(normalized), prompt, dimensions);
    }

    /** The same with another prompt before the text. */
    public Embed with(Prompt other) {
        return new Embed(pooling, layers, normalize, other, dimensions);
    }

    /** The same, of which only the first so many numbers are kept. */
    public Embed withDimensions(int kept) {
        return new Embed(pooling, layers, normalize, prompt, OptionalInt.of(kept));
    }

    /**
     * The poolings that are used, whose vectors are laid one after the other.
     *
     * @param own how the model itself makes a text's vector, where it says so
     */
    public List<Pooling> poolings(Optional<SentenceEmbedding> own) {
        return pooling.map(List::of)
                .or(() -> own.map(SentenceEmbedding::poolings))
                .orElse(List.of(Pooling.MEAN));
    }

    /** The pooling that is used, likewise; of several the first. */
    public Pooling pooling(Optional<SentenceEmbedding> own) {
        return poolings(own).get(0);
    }

    private static void requireLast(Pooling pooling, Layers layers) {
        if (pooling == Pooling.CLS_POOLER && !layers.equals(Layers.LAST)) {
            throw new IllegalArgumentException(
                    "BERT's own pooler (cls-pooler) stands on the last layer only");
        }
    }

    @Override
    public InferencePlan<Embedding> plan(TextContext text) {
        VectorSource source = VectorSource.of(text.model());
        PromptedText read = new PromptedText(text, prompt.resolved(source.prompts()));
        VectorRecipe recipe = VectorRecipe.of(this, source, text.model(), read.leftOut());
        EncodedInput input = read.sideBySide();
        return new InferencePlan<>(input, recipe.outputs(), scores -> recipe.make(input, scores));
    }

    @Override
    public long bytes(Embedding result) {
        return 4L * result.size();
    }
}
