/**
 * From what a user names to a folder on this machine: paths, URIs, Maven coordinates; archives
 * unpacked and downloads kept in a local cache.
 */
@NullMarked
package io.github.flinkbert.location;

import org.jspecify.annotations.NullMarked;
