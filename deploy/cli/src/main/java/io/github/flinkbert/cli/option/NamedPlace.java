package io.github.flinkbert.cli.option;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.annotation.Internal;

/**
 * What a user writes as {@code [NAME=]WHERE}.
 *
 * @param name empty where none is given
 */
@Internal
public record NamedPlace(Optional<String> name, String where) {

    /** A name holds no slash, so that a folder's path may hold an equals sign. */
    private static final Pattern NAMED = Pattern.compile("([^=/\\\\]+)=(.+)");

    public static NamedPlace parse(String written) {
        Matcher named = NAMED.matcher(written);
        return named.matches()
                ? new NamedPlace(Optional.of(named.group(1)), named.group(2))
                : new NamedPlace(Optional.empty(), written);
    }
}
