package io.github.flinkbert.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * An image of a tarball as {@code docker save} writes it, its layers one over the other as a
 * container sees them.
 *
 * @param root the container's root on this machine
 * @param config what the image says of its containers: {@code Env}, {@code User}, …
 * @param owners of files and folders, by absolute path in the container, such as {@code 9999:9999}
 * @param layers digests, the lowest first
 */
public record UnpackedImage(
        Path root, JsonNode config, Map<String, String> owners, List<String> layers) {

    /**
     * @param folder for all that is unpacked
     */
    public static UnpackedImage of(Path tarball, Path folder) throws IOException {
        Path saved = folder.resolve("saved");
        unpack(Files.newInputStream(tarball), saved, new HashMap<>());
        ObjectMapper json = new ObjectMapper();
        JsonNode manifest = json.readTree(saved.resolve("manifest.json").toFile()).get(0);
        JsonNode config = json.readTree(saved.resolve(manifest.get("Config").asText()).toFile());

        Path root = folder.resolve("root");
        Map<String, String> owners = new TreeMap<>();
        for (JsonNode layer : manifest.get("Layers")) {
            unpack(
                    new GZIPInputStream(Files.newInputStream(saved.resolve(layer.asText()))),
                    root,
                    owners);
        }
        return new UnpackedImage(
                root,
                config.get("config"),
                owners,
                StreamSupport.stream(config.at("/rootfs/diff_ids").spliterator(), false)
                        .map(JsonNode::asText)
                        .toList());
    }

    /** The variables of a container's environment. */
    public Map<String, String> environment() {
        Map<String, String> environment = new TreeMap<>();
        for (JsonNode variable : config.get("Env")) {
            String[] parts = variable.asText().split("=", 2);
            environment.put(parts[0], parts[1]);
        }
        return environment;
    }

    /** Where a container's file is on this machine. */
    public Path at(String path) {
        return root.resolve(path.substring(1));
    }

    private static void unpack(InputStream stream, Path to, Map<String, String> owners)
            throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new BufferedInputStream(stream))) {
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                Path path = to.resolve(entry.getName()).normalize();
                if (!path.startsWith(to)) {
                    throw new IOException("outside of the image: " + entry.getName());
                }
                owners.put(
                        "/" + to.relativize(path).toString().replace('\\', '/'),
                        entry.getLongUserId() + ":" + entry.getLongGroupId());
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                } else {
                    Files.createDirectories(path.getParent());
                    Files.deleteIfExists(path);
                    Files.copy(tar, path);
                }
            }
        }
    }
}
