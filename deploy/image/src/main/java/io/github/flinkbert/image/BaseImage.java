package io.github.flinkbert.image;

import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.frontend.CredentialRetrieverFactory;
import io.github.flinkbert.cli.terminal.UserException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What an image stands on. */
sealed interface BaseImage {

    /** The name by which a Dockerfile begins with nothing, too. */
    String SCRATCH = "scratch";

    /** An image with nothing but what is put on this one. */
    JibContainerBuilder begin();

    /** Whether it has Flink in it. */
    default boolean hasFlink() {
        return true;
    }

    /** Of a registry, or {@link #SCRATCH}. */
    static BaseImage named(String name) {
        return name.equals(SCRATCH) ? new Nothing() : new OfRegistry(reference(name));
    }

    /**
     * @throws UserException if a registry could not have an image of that name
     */
    static ImageReference reference(String name) {
        try {
            return ImageReference.parse(name);
        } catch (InvalidImageReferenceException e) {
            throw new UserException(
                    "'%s' is no name of an image: expected one such as flink:2.3.0-java17"
                            .formatted(name),
                    e);
        }
    }

    /** Nothing at all. */
    record Nothing() implements BaseImage {

        @Override
        public JibContainerBuilder begin() {
            return Jib.fromScratch();
        }

        @Override
        public boolean hasFlink() {
            return false;
        }

        @Override
        public String toString() {
            return SCRATCH;
        }
    }

    /** An image that a registry has; who asks is who logged in with a container engine. */
    record OfRegistry(ImageReference reference) implements BaseImage {

        @Override
        public JibContainerBuilder begin() {
            return Jib.from(
                    RegistryImage.named(reference)
                            .addCredentialRetriever(
                                    CredentialRetrieverFactory.forImage(reference, event -> {})
                                            .dockerConfig()));
        }

        @Override
        public String toString() {
            return reference.toString();
        }
    }

    /** A file that a container engine saved. */
    record OfTarball(Path file) implements BaseImage {

        public OfTarball {
            if (!Files.isRegularFile(file)) {
                throw new UserException("there is no file %s".formatted(file));
            }
        }

        @Override
        public JibContainerBuilder begin() {
            return Jib.from(TarImage.at(file));
        }

        @Override
        public String toString() {
            return file.toString();
        }
    }
}
