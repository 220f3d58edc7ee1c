package io.github.flinkbert.flink.route;

import io.github.flinkbert.flink.binding.TextInput;
import io.github.flinkbert.task.language.LanguageDetector;
import java.io.Serializable;
import org.apache.flink.annotation.PublicEvolving;

/** What says which route a text takes. Travels with the job. */
@PublicEvolving
public sealed interface RouteBy extends Serializable {

    /** The key of the route that the text takes, if there is one of that key. */
    String key(TextInput text);

    /** Whether a route of this key can be taken by any text. */
    boolean canBe(String key);

    /** By the language that the text is written in; its code is the route's key. */
    static RouteBy language() {
        return new Language();
    }

    /** By what an attribute of the text says; a text without it takes the route of all others. */
    static RouteBy attribute(String name) {
        return new Attribute(name);
    }

    /** See {@link #language}. */
    record Language() implements RouteBy {

        @Override
        public String key(TextInput text) {
            return LanguageDetector.standard().detect(text.text()).code();
        }

        @Override
        public boolean canBe(String key) {
            return LanguageDetector.standard().codes().contains(key);
        }

        @Override
        public String toString() {
            return "language";
        }
    }

    /** See {@link #attribute}. */
    record Attribute(String name) implements RouteBy {

        @Override
        public String key(TextInput text) {
            return text.attributes().getOrDefault(name, Route.OTHER);
        }

        @Override
        public boolean canBe(String key) {
            return true;
        }

        @Override
        public String toString() {
            return "attribute:" + name;
        }
    }
}
