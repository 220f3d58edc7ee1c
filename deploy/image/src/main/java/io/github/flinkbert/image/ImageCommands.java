package io.github.flinkbert.image;

import io.github.flinkbert.cli.CommandProvider;
import java.util.List;
import org.apache.flink.annotation.Internal;

/** The command {@code image}. */
@Internal
public final class ImageCommands implements CommandProvider {

    @Override
    public List<Class<?>> commands() {
        return List.of(ImageCommand.class);
    }

    @Override
    public List<Class<? extends Enum<?>>> words() {
        return List.of(TarballFormat.class);
    }
}
