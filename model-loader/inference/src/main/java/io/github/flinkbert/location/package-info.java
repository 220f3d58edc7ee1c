/**
 * From what a user names to a folder on this machine: paths, URIs, Maven coordinates, names of
 * Google's releases and of the Hugging Face hub's repositories; archives unpacked and downloads
 * kept in a local cache.
 */
@NullMarked
package io.github.flinkbert.location;

import org.jspecify.annotations.NullMarked;
