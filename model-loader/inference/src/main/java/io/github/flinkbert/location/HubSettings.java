package io.github.flinkbert.location;

import io.github.flinkbert.failure.CheckpointException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How the Hugging Face hub is asked, by the environment variables that its Python library has. A
 * Java system property of the same name goes before each.
 *
 * @param endpoint {@code HF_ENDPOINT}, else the hub itself
 * @param token {@code HF_TOKEN}, else the content of {@code HF_TOKEN_PATH} or of {@code
 *     HF_HOME/token}; empty where {@code HF_HUB_DISABLE_IMPLICIT_TOKEN} is on
 * @param offline {@code HF_HUB_OFFLINE}: nothing is asked
 * @param cache {@code HF_HUB_CACHE}, else {@code HF_HOME/hub}
 */
record HubSettings(URI endpoint, Optional<Token> token, boolean offline, Path cache) {

    private static final String HUB = "https://huggingface.co";

    static HubSettings ofEnvironment() {
        Path home = home();
        return new HubSettings(
                endpoint("HF_ENDPOINT", HUB),
                token(home),
                isOffline(),
                Variables.find("HF_HUB_CACHE")
                        .or(() -> Variables.find("HUGGINGFACE_HUB_CACHE"))
                        .map(Path::of)
                        .orElseGet(() -> home.resolve("hub"))
                        .toAbsolutePath());
    }

    /** Whether no server of models is asked. */
    static boolean isOffline() {
        return Variables.isOn("HF_HUB_OFFLINE") || Variables.isOn("TRANSFORMERS_OFFLINE");
    }

    /**
     * An address without a slash at its end.
     *
     * @param variable the environment variable that may name another
     */
    static URI endpoint(String variable, String standard) {
        String said = Variables.find(variable).orElse(standard).replaceFirst("/+$", "");
        try {
            URI uri = new URI(said);
            if (said.matches("(?i)https?://.*") && uri.getHost() != null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw new CheckpointException("%s is no URI: %s".formatted(variable, e.getReason()), e);
        }
        throw new CheckpointException(
                "%s is %s; expected http://HOST or https://HOST".formatted(variable, said));
    }

    private static Path home() {
        Path caches =
                Variables.find("XDG_CACHE_HOME")
                        .map(Path::of)
                        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"));
        return Variables.find("HF_HOME")
                .map(Path::of)
                .orElseGet(() -> caches.resolve("huggingface"));
    }

    private static Optional<Token> token(Path home) {
        if (Variables.isOn("HF_HUB_DISABLE_IMPLICIT_TOKEN")) {
            return Optional.empty();
        }
        return Variables.find("HF_TOKEN")
                .or(() -> Variables.find("HUGGING_FACE_HUB_TOKEN"))
                .or(() -> stored(home))
                .map(Token::new);
    }

    private static Optional<String> stored(Path home) {
        Path file =
                Variables.find("HF_TOKEN_PATH")
                        .map(Path::of)
                        .orElseGet(() -> home.resolve("token"));
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readString(file).strip()).filter(text -> !text.isEmpty());
        } catch (IOException e) {
            throw new CheckpointException(
                    "the hub's token in %s cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }
}
