package io.github.flinkbert.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.TarImage;
import io.github.flinkbert.cli.CommandLineFixture;
import io.github.flinkbert.cli.terminal.ExitStatus;
import io.github.flinkbert.engine.NativeMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images of a distribution that is made up; the distribution's tests make one of the real one. */
final class ImageCommandTest {

    private static final String PROPERTY = "flinkbert.distribution";

    @TempDir Path folder;

    private final CommandLineFixture line = new CommandLineFixture();
    private Path home;
    private Path tarball;

    @BeforeEach
    void distribution() throws IOException {
        home = folder.resolve("home");
        tarball = folder.resolve("image.tar");
        for (String file :
                List.of(
                        "lib/bert/flink-bert-1.2.jar",
                        "lib/bert/tensorflow-core-native-1.1.0-linux-x86_64.jar",
                        "lib/job/flink-bert-job-1.2.jar",
                        "lib/flink/flink-runtime-2.9.0.jar",
                        "lib/flink/flink-runtime-web-2.9.0.jar",
                        "lib/command/flink-bert-cli-1.2.jar",
                        "plugins/external-resource-tpu/tpu.jar",
                        "adapters/entities-en/adapter_config.json",
                        "licenses/some-library/META-INF/LICENSE",
                        "LICENSE",
                        "NOTICE")) {
            Path path = home.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, file);
        }
        System.setProperty(PROPERTY, home.toString());
    }

    @AfterEach
    void noDistribution() {
        System.clearProperty(PROPERTY);
    }

    @Test
    void holdsWhatFlinkLoadsAndNotTheCommandLine() throws Exception {
        assertThat(image("--base", "scratch")).as(line.said()).isZero();
        UnpackedImage image = UnpackedImage.of(tarball, folder);

        assertThat(image.at("/opt/flink/lib/flink-bert-1.2.jar"))
                .hasContent("lib/bert/flink-bert-1.2.jar");
        assertThat(image.at("/opt/flink/usrlib/flink-bert-job-1.2.jar")).exists();
        assertThat(image.at("/opt/flink-bert/adapters/entities-en/adapter_config.json")).exists();
        assertThat(image.at("/opt/flink-bert/licenses/some-library/META-INF/LICENSE")).exists();
        assertThat(image.at("/var/lib/flink-bert/checkpoints")).isDirectory();
        assertThat(image.owners().keySet()).noneMatch(name -> name.contains("flink-bert-cli"));
        assertThat(image.environment())
                .containsAllEntriesOf(NativeMemory.environment())
                .doesNotContainKey("ENABLE_BUILT_IN_PLUGINS");
        assertThat(image.config().get("User").asText()).isEqualTo("9999:9999");
    }

    /** Flink's own folders too, for a layer says anew whose they are. */
    @Test
    void allOfItBelongsToFlinksUser() throws Exception {
        assertThat(image("--base", "scratch")).isZero();
        UnpackedImage image = UnpackedImage.of(tarball, folder);

        assertThat(image.owners())
                .containsEntry("/opt", "0:0")
                .containsEntry("/var/cache", "0:0")
                .containsEntry("/opt/flink", "9999:9999")
                .containsEntry("/opt/flink/plugins", "9999:9999")
                .containsEntry("/var/cache/flink-bert", "9999:9999")
                .containsEntry("/opt/flink/lib/flink-bert-1.2.jar", "9999:9999");
        assertThat(image.owners())
                .allSatisfy(
                        (path, owner) ->
                                assertThat(owner)
                                        .as(path)
                                        .isEqualTo(path.contains("/flink") ? "9999:9999" : "0:0"));
    }

    @Test
    void theSameFilesAreTheSameImage() throws Exception {
        assertThat(image("--base", "scratch")).isZero();
        String first = line.printed();
        byte[] bytes = Files.readAllBytes(tarball);
        Files.setLastModifiedTime(
                home.resolve("LICENSE"), FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
        assertThat(image("--base", "scratch")).isZero();

        assertThat(line.printed()).isEqualTo(first);
        assertThat(first).matches("flink-bert:1\\.2@sha256:[0-9a-f]{64} \\S+image\\.tar\\R");
        assertThat(tarball).hasBinaryContent(bytes);

        Files.writeString(home.resolve("LICENSE"), "another");
        assertThat(image("--base", "scratch")).isZero();
        assertThat(line.printed()).isNotEqualTo(first);
    }

    @Test
    void standsOnABaseAndStartsAsThatDoes() throws Exception {
        Path base = base();
        assertThat(image("--base-tar", base.toString(), "--name", "here/bert:3"))
                .as(line.said())
                .isZero();
        UnpackedImage below = UnpackedImage.of(base, folder.resolve("below"));
        UnpackedImage image = UnpackedImage.of(tarball, folder.resolve("above"));

        assertThat(line.printed()).startsWith("here/bert:3@sha256:");
        assertThat(image.layers()).hasSize(4).startsWith(below.layers().get(0));
        assertThat(image.at("/opt/flink/lib/flink-dist.jar")).exists();
        assertThat(image.config().get("Entrypoint").get(0).asText())
                .isEqualTo("/docker-entrypoint.sh");
        assertThat(image.environment())
                .containsEntry("FLINK_HOME", "/opt/flink")
                .containsEntry("FLINK_BERT_CACHE", "/var/cache/flink-bert")
                .containsEntry(
                        "ENABLE_BUILT_IN_PLUGINS",
                        "flink-s3-fs-presto-2.9.0.jar;flink-gs-fs-hadoop-2.9.0.jar");
    }

    private Path base() throws Exception {
        Path file = Files.writeString(folder.resolve("flink-dist.jar"), "Flink");
        Path base = folder.resolve("base.tar");
        Jib.fromScratch()
                .addLayer(List.of(file), "/opt/flink/lib")
                .setEntrypoint("/docker-entrypoint.sh")
                .addEnvironmentVariable("FLINK_HOME", "/opt/flink")
                .containerize(
                        Containerizer.to(TarImage.at(base).named("flink:2.9.0"))
                                .setApplicationLayersCache(folder.resolve("cache"))
                                .setBaseImageLayersCache(folder.resolve("cache")));
        return base;
    }

    @Test
    void isOfTheOpenContainerInitiativesLayoutWhereThatIsAskedFor() throws Exception {
        assertThat(image("--base", "scratch", "--format", "oci")).as(line.said()).isZero();

        Process tar = new ProcessBuilder("tar", "-tf", tarball.toString()).start();
        assertThat(new String(tar.getInputStream().readAllBytes(), UTF_8))
                .contains("oci-layout", "index.json", "blobs/sha256/");
    }

    @Test
    void leavesNothingBesideTheTarball() {
        tarball = folder.resolve("a/new/folder/image.tar");
        assertThat(image("--base", "scratch")).as(line.said()).isZero();

        assertThat(tarball.resolveSibling("").toFile().list()).containsExactly("image.tar");
    }

    @Test
    void isForTheMachinesOfItsTensorFlow() throws Exception {
        nativeLibrary("linux-arm64");
        assertThat(new ImageContents(home).platform().getArchitecture()).isEqualTo("arm64");
        nativeLibrary("linux-x86_64-gpu");
        assertThat(new ImageContents(home).platform().getArchitecture()).isEqualTo("amd64");

        nativeLibrary("macosx-arm64");
        assertThat(image("--base", "scratch")).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(line.said())
                .contains("TensorFlow for macosx-arm64, and an image runs Linux: expected");
    }

    private void nativeLibrary(String platform) throws IOException {
        Path libraries = home.resolve("lib/bert");
        try (var files = Files.newDirectoryStream(libraries, "tensorflow-*")) {
            Files.move(
                    files.iterator().next(),
                    libraries.resolve("tensorflow-core-native-1.1.0-" + platform + ".jar"));
        }
    }

    @Test
    void whatCannotBeIsOneSentence() throws Exception {
        refused("'Not An Image' is no name of an image", "--base", "Not An Image");
        refused("'a b' is no name of an image", "--base", "scratch", "--name", "a b");
        refused("there is no file " + folder.resolve("x.tar"), "--base-tar", folder + "/x.tar");
        refused("mutually exclusive", "--base", "scratch", "--base-tar", folder + "/x.tar");
        Path noTarball = Files.writeString(folder.resolve("no.tar"), "no tarball");
        refused("no image can be made on " + noTarball, "--base-tar", noTarball.toString());

        Files.move(home.resolve("adapters"), folder.resolve("adapters"));
        refused("expected a folder adapters in it", "--base", "scratch");
        System.clearProperty(PROPERTY);
        refused("there is no distribution here", "--base", "scratch");
    }

    private void refused(String sentence, String... options) {
        assertThat(image(options)).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(line.said()).contains(sentence).doesNotContain("\tat ");
        assertThat(line.printed()).isEmpty();
        assertThat(tarball).doesNotExist();
    }

    private int image(String... options) {
        String[] words = new String[options.length + 3];
        words[0] = "image";
        words[1] = "--output";
        words[2] = tarball.toString();
        System.arraycopy(options, 0, words, 3, options.length);
        return line.run(words);
    }
}
