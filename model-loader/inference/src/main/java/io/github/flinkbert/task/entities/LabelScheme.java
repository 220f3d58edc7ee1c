package io.github.flinkbert.task.entities;

import org.apache.flink.annotation.Internal;

/**
 * How labels mark where an entity begins and ends (Tjong Kim Sang and Veenstra 1999, "Representing
 * Text Chunks").
 */
@Internal
public enum LabelScheme {
    /** {@code I-} inside; {@code B-} only where an entity follows another of its own type. */
    IOB1,
    /** {@code B-} begins every entity, {@code I-} goes on. */
    IOB2,
    /**
     * {@code B-}, {@code I-}, {@code E-} for the last word, {@code S-} for the only one. BILOU,
     * BMEWO and IOE2 are this scheme in other letters, or with some of them left out.
     */
    BIOES,
    /** Plain types: neighbouring words of one type are one entity. */
    NONE
}
