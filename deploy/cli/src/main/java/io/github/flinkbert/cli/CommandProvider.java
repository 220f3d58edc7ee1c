package io.github.flinkbert.cli;

import java.util.List;
import org.apache.flink.annotation.PublicEvolving;

/**
 * Commands of another module. {@link FlinkBert} finds providers on the class path by {@link
 * java.util.ServiceLoader}: where a module is not there, neither are its commands.
 */
@PublicEvolving
public interface CommandProvider {

    /** Classes with picocli's {@code @Command}, in the order of the help page. */
    List<Class<?>> commands();

    /** Enumerations whose members are options' values, written as the command line writes words. */
    default List<Class<? extends Enum<?>>> words() {
        return List.of();
    }
}
