package io.github.flinkbert.location;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Environment variables; a Java system property of the same name goes before each. */
final class Variables {

    private static final Set<String> ON = Set.of("1", "on", "yes", "true");

    private Variables() {}

    /** Its value; empty where it is not set, or blank. */
    static Optional<String> find(String name) {
        String property = System.getProperty(name, "");
        @Nullable String value = property.isBlank() ? System.getenv(name) : property;
        return Optional.ofNullable(value).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** Whether it is set to 1, on, yes or true, in any case of letters. */
    static boolean isOn(String name) {
        return find(name).filter(value -> ON.contains(value.toLowerCase(Locale.ROOT))).isPresent();
    }
}
