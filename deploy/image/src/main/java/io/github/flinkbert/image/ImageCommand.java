package io.github.flinkbert.image;

import io.github.flinkbert.cli.terminal.CommandRoot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.flink.annotation.Internal;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Writes a container image of the distribution that it runs from. */
@Command(
        name = "image",
        description =
                "Write a container image of this distribution to a tarball, without a container"
                        + " engine: Flink's image, or another, and on it what flink-bert's"
                        + " Dockerfile adds. The same files on the same base give the same digest,"
                        + " which is printed.")
@Internal
public final class ImageCommand implements Callable<Integer> {

    @ParentCommand private CommandRoot root;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            required = true,
            description =
                    "The tarball, for docker load, podman load, skopeo or crane; what is there is"
                            + " replaced.")
    private Path output;

    @ArgGroup private Base base = new Base();

    @Option(
            names = "--name",
            paramLabel = "NAME:TAG",
            description = "The image's name in the tarball (default: flink-bert and its version).")
    private Optional<String> name = Optional.empty();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "docker",
            description = "docker, as docker save writes, or oci (default: ${DEFAULT-VALUE}).")
    private TarballFormat format = TarballFormat.DOCKER;

    /** One of them. */
    static final class Base {

        @Option(
                names = "--base",
                paramLabel = "IMAGE",
                description =
                        "An image of a registry that has Flink in it (default: flink of this"
                                + " distribution's version, for Java 17), or scratch for none.")
        private Optional<String> image = Optional.empty();

        @Option(
                names = "--base-tar",
                paramLabel = "FILE",
                description = "The same as a file, as docker save writes one.")
        private Optional<Path> tar = Optional.empty();
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        ImageContents contents = ImageContents.locate();
        ImageTarball tarball =
                new ImageTarball(
                        contents,
                        base(contents),
                        BaseImage.reference(name.orElse("flink-bert:" + contents.version())),
                        format);
        root.streams().err().printf("Writing an image on %s …%n", tarball.base());
        String digest =
                tarball.write(
                        output.toAbsolutePath(), warning -> root.streams().err().println(warning));
        root.streams().text().printf("%s@%s %s%n", tarball.name(), digest, output);
        return 0;
    }

    private BaseImage base(ImageContents contents) throws IOException {
        if (base.tar.isPresent()) {
            return new BaseImage.OfTarball(base.tar.get());
        }
        return BaseImage.named(base.image.orElse("flink:" + contents.flinkVersion() + "-java17"));
    }
}
