package io.github.flinkbert.flink.option;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.flink.annotation.Internal;

/**
 * The options as given, read and checked. Faults are collected and thrown together, so that nobody
 * mends a configuration one run at a time.
 */
@Internal
public final class Settings {

    private final Map<String, String> given;
    private final Map<Option<?>, Object> values = new HashMap<>();
    private final List<String> problems = new ArrayList<>();

    /**
     * @param given what the user said
     * @param options all that can be said
     * @param passedThrough which other keys are somebody else's business
     */
    public Settings(
            Map<String, String> given, List<Option<?>> options, Predicate<String> passedThrough) {
        this(given, options, passedThrough, "this job");
    }

    /**
     * @param owner whose options they are, as a fault says it
     */
    public Settings(
            Map<String, String> given,
            List<Option<?>> options,
            Predicate<String> passedThrough,
            String owner) {
        this.given = new TreeMap<>(given);
        options.forEach(this::read);
        var known =
                options.stream()
                        .flatMap(option -> option.keys().stream())
                        .collect(Collectors.toSet());
        this.given.keySet().stream()
                .filter(key -> !known.contains(key) && !passedThrough.test(key))
                // The value stays unsaid: it may be a secret under a misspelt name.
                .forEach(key -> problem("%s is not an option of %s".formatted(key, owner)));
    }

    private void read(Option<?> option) {
        List<String> names = option.keys().stream().filter(given::containsKey).toList();
        String name = names.isEmpty() ? option.key() : names.get(0);
        Optional<String> text = Optional.ofNullable(given.get(name)).or(option::defaultText);
        if (names.stream().map(given::get).distinct().count() > 1) {
            // The values stay unsaid: they may be secrets.
            problem(
                    "%s are names of one option: expected %s alone, found them with different values"
                            .formatted(String.join(" and ", names), option.key()));
            return;
        }
        if (text.isEmpty()) {
            if (option.required()) {
                problem("%s is required: %s".formatted(option.key(), option.description()));
            }
            return;
        }
        try {
            values.put(option, option.parser().parse(text.get()));
        } catch (IllegalArgumentException e) {
            problem("%s must be %s, found \"%s\"".formatted(name, e.getMessage(), text.get()));
        }
    }

    /** Whether the user said it, under whichever of its names. */
    public boolean isGiven(Option<?> option) {
        return option.keys().stream().anyMatch(given::containsKey);
    }

    /** The value, if there is one and it can be used. */
    @SuppressWarnings("unchecked") // put there by the option's own parser
    public <T> Optional<T> find(Option<T> option) {
        return Optional.ofNullable((T) values.get(option));
    }

    /** The value of an option that has one, for use after {@link #throwProblems}. */
    public <T> T get(Option<T> option) {
        return find(option)
                .orElseThrow(() -> new IllegalStateException("no value for " + option.key()));
    }

    /** What was given under a prefix, without the prefix. */
    public Map<String, String> under(String prefix) {
        Map<String, String> found = new TreeMap<>();
        given.forEach(
                (key, value) -> {
                    if (key.startsWith(prefix)) {
                        found.put(key.substring(prefix.length()), value);
                    }
                });
        return found;
    }

    public void problem(String sentence) {
        problems.add(sentence);
    }

    public void require(boolean holds, String otherwise) {
        if (!holds) {
            problem(otherwise);
        }
    }

    /** A sentence for every fault found so far. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    public void throwProblems() {
        if (!problems.isEmpty()) {
            throw new JobConfigException(problems);
        }
    }
}
