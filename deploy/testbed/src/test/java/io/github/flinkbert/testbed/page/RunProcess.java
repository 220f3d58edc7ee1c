package io.github.flinkbert.testbed.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code flink-bert run} as users start it, in a process of its own. */
record RunProcess(Process process, Path err) implements AutoCloseable {

    /**
     * @param home for its state, its temporary files and what it says; several may share it
     */
    static RunProcess start(Path home, List<String> options) throws IOException {
        Files.createDirectories(home.resolve("tmp"));
        Path err = Files.createTempFile(home, "err", ".txt");
        List<String> command = new ArrayList<>(List.of("../bin/flink-bert", "run"));
        command.addAll(options);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("XDG_DATA_HOME", home.resolve("data").toString());
        builder.environment().put("TMPDIR", home.resolve("tmp").toString());
        builder.environment()
                .put("FLINK_BERT_JAVA_OPTS", "-Djava.io.tmpdir=" + home.resolve("tmp"));
        builder.redirectError(err.toFile()).redirectOutput(home.resolve("out").toFile());
        return new RunProcess(builder.start(), err);
    }

    String said() throws IOException {
        return Files.readString(err);
    }

    /** Waits for its end. */
    int exit() throws Exception {
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("ended: " + said()).isTrue();
        return process.exitValue();
    }

    void signal(String name) throws Exception {
        assertThat(
                        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                                .start()
                                .waitFor())
                .isZero();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
