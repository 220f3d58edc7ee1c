package io.github.flinkbert.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.cli.terminal.ExitStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code finetune} refuses before it opens a model.
 *
 * @param task the value of {@code --task}
 * @param data the file for {@code --data}; there is no model
 */
record FinetuneRefusals(String task, Path data) {

    /**
     * @param content of the data
     * @param sentence with {@code DATA} for the name of the file
     */
    void refuses(String content, String sentence, String... options) throws IOException {
        Files.writeString(data, content);
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "finetune",
                                "--task",
                                task,
                                "--model",
                                "/no/such/model",
                                "--output",
                                data.resolveSibling("out").toString(),
                                "--data",
                                data.toString()));
        command.addAll(List.of(options));
        CommandLineFixture line = new CommandLineFixture();

        assertThat(line.run(command.toArray(String[]::new))).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(line.said())
                .isEqualToIgnoringNewLines(
                        "flink-bert finetune: " + sentence.replace("DATA", data.toString()));
    }
}
