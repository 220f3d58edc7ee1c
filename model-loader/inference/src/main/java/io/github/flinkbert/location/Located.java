package io.github.flinkbert.location;

import java.nio.file.Path;
import org.apache.flink.annotation.Internal;

/**
 * What a location turned out to be on this machine.
 *
 * @param folder a folder, or a file that is wanted as it is
 * @param name the short name of what was located, for a release that has none of its own
 * @param unpacked whether the folder is an archive's, so that the release may lie deeper in it
 */
@Internal
public record Located(Path folder, String name, boolean unpacked) {}
