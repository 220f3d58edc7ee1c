package io.github.flinkbert.location;

import io.github.flinkbert.failure.CheckpointException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Google's releases of BERT, by the names of their archives.
 *
 * <p>Source: the README of Google's repository {@code bert}, which lists them by their days. {@code
 * uncased_L-12_H-768_A-12} was released twice; the name alone means the first, of the paper. The
 * other goes by its day, as every release may: {@code 2020_02_20/uncased_L-12_H-768_A-12}.
 */
final class GoogleReleases {

    private static final String PAPER = "2018_10_18";
    private static final String MULTILINGUAL = "2018_11_03";
    private static final String MULTILINGUAL_CASED = "2018_11_23";
    private static final String WHOLE_WORDS = "2019_05_30";
    private static final String MINIATURES = "2020_02_20";

    private static final int HEAD_SIZE = 64;
    private static final int NEAREST = 3;

    /** As {@code sha256sum} writes them. */
    private static final String DIGESTS = "google-releases.sha256";

    /** Name to day. */
    private static final Map<String, String> DAYS = days();

    private GoogleReleases() {}

    private static Map<String, String> days() {
        Map<String, String> days = new LinkedHashMap<>();
        days.put("uncased_L-12_H-768_A-12", PAPER);
        days.put("uncased_L-24_H-1024_A-16", PAPER);
        days.put("cased_L-12_H-768_A-12", PAPER);
        days.put("cased_L-24_H-1024_A-16", PAPER);
        days.put("multilingual_L-12_H-768_A-12", MULTILINGUAL);
        days.put("chinese_L-12_H-768_A-12", MULTILINGUAL);
        days.put("multi_cased_L-12_H-768_A-12", MULTILINGUAL_CASED);
        days.put("wwm_uncased_L-24_H-1024_A-16", WHOLE_WORDS);
        days.put("wwm_cased_L-24_H-1024_A-16", WHOLE_WORDS);
        for (int layers : new int[] {2, 4, 6, 8, 10, 12}) {
            for (int hidden : new int[] {128, 256, 512, 768}) {
                days.putIfAbsent(miniature(layers, hidden), MINIATURES);
            }
        }
        return days;
    }

    private static String miniature(int layers, int hidden) {
        return "uncased_L-%d_H-%d_A-%d".formatted(layers, hidden, hidden / HEAD_SIZE);
    }

    /** All names without their days. */
    static List<String> names() {
        return List.copyOf(DAYS.keySet());
    }

    /**
     * @return day and name, with a slash between
     * @throws CheckpointException with the nearest names if there is no such release
     */
    static String path(String name) {
        String day = DAYS.get(name);
        if (day != null) {
            return day + "/" + name;
        }
        boolean known =
                DAYS.entrySet().stream()
                        .anyMatch(each -> name.equals(each.getValue() + "/" + each.getKey()));
        if (known || name.equals(MINIATURES + "/" + miniature(12, 768))) {
            return name;
        }
        throw new CheckpointException(
                "google:%s is no release of Google's: expected one such as %s"
                        .formatted(
                                name,
                                DAYS.keySet().stream()
                                        .sorted(
                                                Comparator.comparingInt(
                                                        each -> distance(name, each)))
                                        .limit(NEAREST)
                                        .map(each -> "google:" + each)
                                        .collect(Collectors.joining(", "))));
    }

    /** Letters to insert, leave out or exchange, whatever their case. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                boolean same =
                        Character.toLowerCase(one.charAt(i - 1))
                                == Character.toLowerCase(other.charAt(j - 1));
                int exchanged = diagonal + (same ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(exchanged, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }

    /**
     * SHA-256 of the files in a release, by their names; empty where they are not known.
     *
     * @param path day and name
     */
    static Map<String, String> digests(String path) {
        Map<String, String> digests = new TreeMap<>();
        for (String line : lines()) {
            String[] parts = line.split(" +", 2);
            if (parts.length == 2 && parts[1].startsWith(path + "/")) {
                digests.put(parts[1].substring(path.length() + 1), parts[0]);
            }
        }
        return digests;
    }

    private static List<String> lines() {
        try (InputStream in = GoogleReleases.class.getResourceAsStream(DIGESTS)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + DIGESTS);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
