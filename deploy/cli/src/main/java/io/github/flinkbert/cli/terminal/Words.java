package io.github.flinkbert.cli.terminal;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Options whose values are words: {@code cls-pooler} for {@code CLS_POOLER}. */
public final class Words {

    private Words() {}

    public static <E extends Enum<E>> ITypeConverter<E> of(Class<E> type) {
        return found ->
                Arrays.stream(type.getEnumConstants())
                        .filter(value -> word(value).equals(found.toLowerCase(Locale.ROOT)))
                        .findFirst()
                        .orElseThrow(() -> unknown(type, found));
    }

    public static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static TypeConversionException unknown(Class<? extends Enum<?>> type, String found) {
        String words =
                Arrays.stream(type.getEnumConstants())
                        .map(Words::word)
                        .collect(Collectors.joining(", "));
        return new TypeConversionException("expected one of " + words + ", found '" + found + "'");
    }
}
