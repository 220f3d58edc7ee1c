package io.github.flinkbert.flink.model;

import java.net.URI;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystemFactory;
import org.apache.flink.core.fs.local.LocalFileSystem;

/** This machine's files under a scheme that only Flink knows, {@code elsewhere:}. */
public final class ElsewhereFileSystem implements FileSystemFactory {

    @Override
    public String getScheme() {
        return "elsewhere";
    }

    @Override
    public FileSystem create(URI uri) {
        return LocalFileSystem.getSharedInstance();
    }
}
