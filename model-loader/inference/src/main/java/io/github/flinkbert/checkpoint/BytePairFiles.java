package io.github.flinkbert.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.location.FileDigests;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.annotation.Internal;

/** Pieces and merges of byte pairs, as OpenAI's and Hugging Face's files have them. */
@Internal
public final class BytePairFiles {

    private static final int MOST_PIECES = 10_000_000;

    private BytePairFiles() {}

    /**
     * @param pieces an object, piece to id
     * @param added other tokens that have ids
     * @return by id; null for an id that no piece has
     * @throws CheckpointException if two have one id, or one has none
     */
    public static List<String> pieces(JsonNode pieces, Map<String, Integer> added, Path file) {
        int size = pieces.size();
        for (int id : added.values()) {
            size = Math.max(size, id + 1);
        }
        String[] byId = new String[Math.min(size, MOST_PIECES)];
        for (Map.Entry<String, JsonNode> each : pieces.properties()) {
            put(byId, each.getKey(), each.getValue().asInt(-1), file);
        }
        added.forEach((token, id) -> put(byId, token, id, file));
        return Arrays.asList(byId);
    }

    private static void put(String[] byId, String piece, int id, Path file) {
        if (id < 0 || id >= byId.length || (byId[id] != null && !byId[id].equals(piece))) {
            throw new CheckpointException(
                    "%s gives the piece \"%s\" the id %d; expected one of its own below %d"
                            .formatted(file, piece, id, byId.length));
        }
        byId[id] = piece;
    }

    /**
     * @param json a list, of texts or of pairs
     * @throws CheckpointException if one of them is no merge
     */
    public static List<String[]> merges(JsonNode json, Path file) {
        List<String[]> merges = new ArrayList<>();
        for (JsonNode each : json) {
            String[] pair =
                    each.isArray()
                            ? new String[] {each.path(0).asText(), each.path(1).asText()}
                            : each.asText().split(" ", -1);
            merges.add(pair(pair, each.toString(), file));
        }
        return merges;
    }

    /**
     * @param file a line a merge
     * @throws CheckpointException if one of them is no merge, or the file cannot be read
     */
    public static List<String[]> merges(Path file) {
        List<String[]> merges = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                if (!line.isBlank() && !line.startsWith("#version")) {
                    merges.add(pair(line.split(" ", -1), line, file));
                }
            }
        } catch (CharacterCodingException e) {
            throw new CheckpointException("%s is not written in UTF-8".formatted(file), e);
        } catch (IOException e) {
            throw new CheckpointException(
                    "%s cannot be read: %s".formatted(file, e.getMessage()), e);
        }
        return merges;
    }

    private static String[] pair(String[] pair, String line, Path file) {
        if (pair.length != 2 || pair[0].isEmpty() || pair[1].isEmpty()) {
            throw new CheckpointException(
                    "%s: \"%s\" is no merge; expected two pieces and a space between them"
                            .formatted(file, line));
        }
        return pair;
    }

    /** SHA-256 of the merges, in their order. */
    public static String digest(List<String[]> merges) {
        return FileDigests.ofText(
                merges.stream().map(m -> m[0] + " " + m[1]).collect(Collectors.joining("\n")));
    }
}
