package io.github.flinkbert.flink.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.annotation.Internal;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/** The files of a table, on any of Flink's file systems, in the order of their names. */
@Internal
public record TableFiles(List<TableFile> files) {

    /**
     * One that may be another one when its length or its time of change is.
     *
     * @param changed milliseconds since 1970
     */
    public record TableFile(String path, long length, long changed) {

        Path location() {
            return new Path(path);
        }
    }

    /**
     * A file, or all in a folder and in those below it, without those whose names begin with a dot
     * or an underscore, which are not complete or not for reading.
     *
     * @throws IOException if it is not there, or cannot be looked into
     */
    static TableFiles at(String path) throws IOException {
        Path root = new Path(path);
        FileSystem system = root.getFileSystem();
        List<TableFile> found = new ArrayList<>();
        list(system, system.getFileStatus(root), found);
        found.sort(Comparator.comparing(TableFile::path));
        return new TableFiles(List.copyOf(found));
    }

    private static void list(FileSystem system, FileStatus status, List<TableFile> found)
            throws IOException {
        if (!status.isDir()) {
            found.add(
                    new TableFile(
                            status.getPath().toString(),
                            status.getLen(),
                            status.getModificationTime()));
            return;
        }
        for (FileStatus below : system.listStatus(status.getPath())) {
            String name = below.getPath().getName();
            if (!name.startsWith(".") && !name.startsWith("_")) {
                list(system, below, found);
            }
        }
    }
}
