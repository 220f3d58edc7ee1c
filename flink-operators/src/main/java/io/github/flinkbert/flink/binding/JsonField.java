package io.github.flinkbert.flink.binding;

import java.util.Map;
import java.util.function.Function;
import org.apache.flink.annotation.Internal;

/**
 * How JSON shows a task's field of an enriched text, where that is not as Avro has it.
 *
 * @param <R> the task's result
 * @param name of the field
 * @param value an object: names and texts, numbers, lists, or bytes, which are Base64
 */
@Internal
public record JsonField<R>(String name, Function<R, Map<String, Object>> value) {}
