package io.github.flinkbert.flink.binding;

import io.github.flinkbert.failure.TextRejectedException;
import io.github.flinkbert.task.Ask;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.flink.annotation.PublicEvolving;
import org.jspecify.annotations.Nullable;

/** Which of the models that can do a task does it for a text. */
@PublicEvolving
public sealed interface ModelChoice extends Serializable {

    /** In the place of a model's name, where an attribute chooses: such texts are not asked. */
    String NONE = "none";

    /**
     * @param attributes the text event's
     * @return as asks name it: empty for the only one that there is, {@link #NONE} for not to ask
     * @throws TextRejectedException if they choose none
     */
    String model(Map<String, String> attributes);

    /**
     * What is asked of the chosen model: nothing where it is {@link #NONE}.
     *
     * @param attributes as in {@link #model}
     * @param asks of the model of a name
     */
    default List<Ask<?>> asks(
            Map<String, String> attributes, Function<String, Stream<Ask<?>>> asks) {
        String chosen = model(attributes);
        return chosen.equals(NONE) ? List.of() : asks.apply(chosen).toList();
    }

    /** The same of all models that can be chosen. */
    default List<Ask<?>> everyAsk(Function<String, Stream<Ask<?>>> asks) {
        return models().stream().flatMap(asks).toList();
    }

    /** The same for every text. */
    static ModelChoice named(String name) {
        return new Fixed(name);
    }

    /** All that can be chosen. */
    List<String> models();

    /**
     * @param name the same for every text; empty for the only one that there is
     */
    record Fixed(String name) implements ModelChoice {

        @Override
        public String model(Map<String, String> attributes) {
            return name;
        }

        @Override
        public List<String> models() {
            return List.of(name);
        }
    }

    /**
     * By what an attribute says, such as a text's language.
     *
     * @param task what the model is for, to be told
     * @param byValue the attribute's value to the model's name
     * @param otherwise the model where the attribute is absent or has another value; null for none
     */
    record ByAttribute(
            String task, String attribute, Map<String, String> byValue, @Nullable String otherwise)
            implements ModelChoice {

        public ByAttribute {
            byValue = Map.copyOf(byValue);
        }

        @Override
        public String model(Map<String, String> attributes) {
            String value = attributes.get(attribute);
            String chosen = value == null ? otherwise : byValue.getOrDefault(value, otherwise);
            if (chosen == null) {
                // The value stays unsaid: it is as private as the text.
                throw new TextRejectedException(
                        "the attribute %s chooses no model for %s: found %s, expected one of %s"
                                .formatted(
                                        attribute,
                                        task,
                                        value == null ? "no such attribute" : "another value",
                                        String.join(", ", new TreeSet<>(byValue.keySet()))));
            }
            return chosen;
        }

        @Override
        public List<String> models() {
            return Stream.concat(byValue.values().stream(), Stream.ofNullable(otherwise))
                    .distinct()
                    .filter(name -> !name.equals(NONE))
                    .sorted()
                    .toList();
        }
    }
}
