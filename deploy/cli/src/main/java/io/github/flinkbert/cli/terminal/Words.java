package io.github.flinkbert.cli.terminal;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.apache.flink.annotation.Internal;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Options whose values are words: {@code cls-pooler} for {@code CLS_POOLER}. */
@Internal
public final class Words {

    private Words() {}

    public static <E extends Enum<E>> ITypeConverter<E> of(Class<E> type) {
        return of(List.of(type.getEnumConstants()), Words::word);
    }

    /** One of some values, by its word. */
    public static <T> ITypeConverter<T> of(List<T> values, Function<? super T, String> word) {
        return found ->
                values.stream()
                        .filter(value -> word.apply(value).equals(found.toLowerCase(Locale.ROOT)))
                        .findFirst()
                        .orElseThrow(() -> unknown(values.stream().map(word).toList(), found));
    }

    public static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static TypeConversionException unknown(List<String> words, String found) {
        return new TypeConversionException(
                "expected one of " + String.join(", ", words) + ", found '" + found + "'");
    }
}
