package io.github.flinkbert.flink.record;

import io.github.flinkbert.flink.model.ModelDefinition;
import org.apache.flink.annotation.Internal;

/**
 * What goes into the asynchronous operator, in one order: a value is answered by the version of the
 * model that it names, and that version comes as a model update before the first value that names
 * it. What waits for an answer lies in Flink's state as this.
 */
@Internal
public sealed interface EnrichmentInput<T> {

    /** The version where models are not updated: the job's own model. */
    String OWN_MODEL = "";

    /**
     * A value, and which version of the model is asked about it.
     *
     * @param model {@link ModelDefinition#id} of the version
     */
    record VersionedElement<T>(T value, String model) implements EnrichmentInput<T> {

        /** Without the value; see {@link TextQuery#toString}. */
        @Override
        public String toString() {
            return "VersionedElement[" + model + "]";
        }
    }

    /** From here on values may name this version of the model. */
    record ModelUpdate<T>(ModelDefinition model) implements EnrichmentInput<T> {}
}
