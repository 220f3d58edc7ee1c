package io.github.flinkbert.cli.option;

import io.github.flinkbert.cli.terminal.UserException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import org.apache.flink.annotation.Internal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * Options that only one of a command's tasks has. The command does not know them: the task's own
 * object has picocli's fields, and is mixed in.
 */
@Internal
public final class TaskMixins {

    private static final String MIXIN = "task ";

    private TaskMixins() {}

    /**
     * Adds a task's options to a command.
     *
     * @param options an object with picocli's annotations, or with none
     */
    public static void add(CommandSpec command, String task, Object options) {
        command.addMixin(MIXIN + task, CommandSpec.forAnnotatedObjectLenient(options));
    }

    /** Puts the options that every command has behind those of the tasks, for the help page. */
    public static void putCommonLast(CommandSpec command) {
        for (OptionSpec option : List.copyOf(command.options())) {
            if (option.inherited() || option.usageHelp() || option.versionHelp()) {
                command.remove(option);
                command.addOption(option);
            }
        }
    }

    /**
     * What the tasks say in the command's help.
     *
     * @param texts {@code ${bundle:KEY}} of options' descriptions and labels, by key
     */
    public static void texts(CommandSpec command, Map<String, String> texts) {
        Map<String, String> copy = Map.copyOf(texts);
        command.resourceBundle(
                new ResourceBundle() {
                    {
                        setParent(new JobOptionTexts());
                    }

                    @Override
                    protected @Nullable Object handleGetObject(String key) {
                        return copy.get(key);
                    }

                    @Override
                    public Enumeration<String> getKeys() {
                        Set<String> keys = new HashSet<>(copy.keySet());
                        keys.addAll(Collections.list(parent.getKeys()));
                        return Collections.enumeration(keys);
                    }
                });
    }

    /**
     * @param task that the user chose
     * @throws UserException if options of another task are given
     */
    public static void requireOf(CommandSpec command, String task) {
        ParseResult parsed = command.commandLine().getParseResult();
        command.mixins()
                .forEach(
                        (mixin, options) -> {
                            if (mixin.startsWith(MIXIN) && !mixin.equals(MIXIN + task)) {
                                requireNone(parsed, options, mixin.substring(MIXIN.length()), task);
                            }
                        });
    }

    private static void requireNone(
            ParseResult parsed, CommandSpec options, String other, String task) {
        List<String> given = new ArrayList<>();
        for (OptionSpec option : options.options()) {
            if (parsed.hasMatchedOption(option.longestName())) {
                given.add(option.longestName());
            }
        }
        if (!given.isEmpty()) {
            throw new UserException(
                    "%s %s for --task %s, found --task %s"
                            .formatted(
                                    String.join(" and ", given),
                                    given.size() == 1 ? "is" : "are",
                                    other,
                                    task));
        }
    }
}
