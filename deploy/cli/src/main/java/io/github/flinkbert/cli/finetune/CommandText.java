package io.github.flinkbert.cli.finetune;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A command as it was given, to be shown to people and typed again. Of paths only the last part is
 * shown where strangers read it: how a machine's folders are called is nobody else's business.
 *
 * @param arguments as the shell handed them over
 */
record CommandText(List<String> arguments) {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./~^-]+");
    private static final String PROGRAM = "flink-bert ";

    CommandText {
        arguments = List.copyOf(arguments);
    }

    /** For who typed it: paths as they are, and one more option unless it is there. */
    String with(String option) {
        List<String> all = new ArrayList<>(arguments);
        if (!all.contains(option)) {
            all.add(option);
        }
        return PROGRAM + text(all);
    }

    /** For strangers: paths without their folders, and what only matters on the way left out. */
    String withoutFolders() {
        return PROGRAM
                + text(
                        arguments.stream()
                                .filter(argument -> !argument.equals("--resume"))
                                .map(CommandText::withoutFolder)
                                .toList());
    }

    /** Each part between equals signs by itself: {@code --partial=folder/file=PER,LOC}. */
    private static String withoutFolder(String argument) {
        return Arrays.stream(argument.split("(?<==)|(?==)"))
                .map(part -> isPath(part) ? lastName(part) : part)
                .collect(Collectors.joining());
    }

    private static boolean isPath(String part) {
        boolean absolute = part.startsWith("/");
        return absolute
                || (part.indexOf('/') >= 0 && !part.contains("://") && part.indexOf(' ') < 0);
    }

    static String lastName(String path) {
        String trimmed = path.replaceAll("/+$", "");
        return trimmed.substring(trimmed.lastIndexOf('/') + 1);
    }

    private static String text(List<String> arguments) {
        return arguments.stream().map(CommandText::quoted).collect(Collectors.joining(" "));
    }

    private static String quoted(String argument) {
        return PLAIN.matcher(argument).matches()
                ? argument
                : "'" + argument.replace("'", "'\\''") + "'";
    }
}
