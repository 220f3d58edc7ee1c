package io.github.flinkbert.image;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.JibContainer;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.LogEvent;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.TarImage;
import io.github.flinkbert.cli.option.Folders;
import io.github.flinkbert.cli.terminal.UserException;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/**
 * An image to be written. The same distribution on the same base is the same image, to the digest:
 * no time of its making is in it.
 *
 * @param name in the tarball, with a tag
 */
record ImageTarball(
        ImageContents contents, BaseImage base, ImageReference name, TarballFormat format) {

    /**
     * Writes it.
     *
     * @param warned is told what looks wrong about the base
     * @return the digest of the image's manifest
     * @throws UserException if the base cannot be had
     */
    String write(Path file, Consumer<String> warned) throws IOException, InterruptedException {
        JibContainerBuilder image =
                base.begin()
                        .setPlatforms(Set.of(contents.platform()))
                        .setFileEntriesLayers(contents.layers())
                        .setEnvironment(contents.environment(base))
                        .setUser(ImageLayer.OWNER)
                        .setFormat(format.format());
        // Layers are compressed to files first: hundreds of megabytes, for which a folder of
        // temporary files may be too small.
        Path beside = Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
        Path cache = Files.createTempDirectory(beside, "flink-bert-image");
        try {
            Containerizer tarball =
                    Containerizer.to(TarImage.at(file).named(name))
                            .setApplicationLayersCache(cache)
                            .setToolName("flink-bert")
                            .addEventHandler(LogEvent.class, event -> tell(event, warned));
            if (!(base instanceof BaseImage.OfRegistry)) {
                tarball.setBaseImageLayersCache(cache.resolve("base"));
            }
            JibContainer written = image.containerize(tarball);
            return written.getDigest().toString();
        } catch (ExecutionException e) {
            throw new UserException(sentence(e.getCause() == null ? e : e.getCause()), e);
        } catch (RegistryException | CacheDirectoryCreationException e) {
            throw new UserException(sentence(e), e);
        } finally {
            Folders.delete(cache);
        }
    }

    private static void tell(LogEvent event, Consumer<String> warned) {
        // What is an error comes as an exception, too.
        if (event.getLevel() == LogEvent.Level.WARN) {
            warned.accept(event.getMessage());
        }
    }

    private String sentence(Throwable failure) {
        String why =
                failure instanceof UnknownHostException
                        ? "its host cannot be found, " + failure.getMessage()
                        : failure.getMessage();
        return "no image can be made on %s: %s".formatted(base, why);
    }
}
