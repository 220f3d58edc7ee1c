package io.github.flinkbert.flink.record;

import io.github.flinkbert.flink.model.ModelDefinition;

/**
 * What goes into the asynchronous operator, in one order: a value is answered by the model that it
 * is stamped with, and a model is announced before the first value with its stamp. What waits for
 * an answer lies in Flink's state as this.
 */
public sealed interface EnrichmentInput<T> {

    /** The stamp where models are not updated: the job's own model. */
    String OWN_MODEL = "";

    /**
     * @param model {@link ModelDefinition#id} of the model that shall answer
     */
    record Stamped<T>(T value, String model) implements EnrichmentInput<T> {

        /** Without the value; see {@link TextQuery#toString}. */
        @Override
        public String toString() {
            return "Stamped[" + model + "]";
        }
    }

    /** From here on values may be stamped with this model. */
    record Announced<T>(ModelDefinition model) implements EnrichmentInput<T> {}
}
