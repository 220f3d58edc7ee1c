package io.github.flinkbert.cli.finetune;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CommandTextTest {

    private static final CommandText COMMAND =
            new CommandText(
                    List.of(
                            "finetune",
                            "--data",
                            "/home/me/a data/train.conll",
                            "--partial=../x/tweets.conll=PER,LOC",
                            "--checkpoint",
                            "maven:a.b:c:1.0",
                            "--data-licence",
                            "CC BY 4.0",
                            "--output",
                            "out/my-ner/",
                            "--resume"));

    @Test
    void strangersSeeNoFolders() {
        assertThat(COMMAND.withoutFolders())
                .isEqualTo(
                        "flink-bert finetune --data train.conll --partial=tweets.conll=PER,LOC"
                            + " --checkpoint maven:a.b:c:1.0 --data-licence 'CC BY 4.0' --output"
                            + " my-ner");
    }

    @Test
    void whoTypedItCanTypeItAgain() {
        assertThat(COMMAND.with("--resume"))
                .isEqualTo(
                        "flink-bert finetune --data '/home/me/a data/train.conll'"
                            + " --partial=../x/tweets.conll=PER,LOC --checkpoint maven:a.b:c:1.0"
                            + " --data-licence 'CC BY 4.0' --output out/my-ner/ --resume");
        assertThat(new CommandText(List.of("finetune", "it's")).with("--resume"))
                .isEqualTo("flink-bert finetune 'it'\\''s' --resume");
    }

    @Test
    void anAddressIsNoPath() {
        assertThat(new CommandText(List.of("--checkpoint", "https://a.b/c.zip")).withoutFolders())
                .isEqualTo("flink-bert --checkpoint https://a.b/c.zip");
    }
}
