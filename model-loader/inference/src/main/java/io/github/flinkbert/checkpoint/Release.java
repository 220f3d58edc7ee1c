package io.github.flinkbert.checkpoint;

import io.github.flinkbert.location.FileDigests;
import java.nio.file.Path;

/**
 * A release on this machine, unpacked.
 *
 * @param folder what it was unpacked to, or the user's own folder
 * @param name its short name: the folder's, or the archive's that it came in
 * @param digests digests of files
 */
record Release(Path folder, String name, FileDigests digests) {}
