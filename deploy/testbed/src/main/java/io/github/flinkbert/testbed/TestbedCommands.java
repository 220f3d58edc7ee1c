package io.github.flinkbert.testbed;

import io.github.flinkbert.cli.CommandProvider;
import io.github.flinkbert.testbed.chaos.ChaosCommand;
import io.github.flinkbert.testbed.chaos.Fault;
import io.github.flinkbert.testbed.chaos.InPlaceForm;
import io.github.flinkbert.testbed.cluster.LocalClusterCommand;
import io.github.flinkbert.testbed.quickstart.QuickstartCommand;
import io.github.flinkbert.testbed.scale.ScaleCommand;
import io.github.flinkbert.testbed.soak.SoakCommand;
import java.util.List;
import org.apache.flink.annotation.Internal;

/** The testbed's commands. */
@Internal
public final class TestbedCommands implements CommandProvider {

    @Override
    public List<Class<?>> commands() {
        return List.of(
                QuickstartCommand.class,
                LocalClusterCommand.class,
                ChaosCommand.class,
                ScaleCommand.class,
                SoakCommand.class);
    }

    @Override
    public List<Class<? extends Enum<?>>> words() {
        return List.of(Fault.class, InPlaceForm.class);
    }
}
