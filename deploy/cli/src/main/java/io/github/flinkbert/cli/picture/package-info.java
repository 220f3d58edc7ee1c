/** Pictures that commands draw beside what they write. */
package io.github.flinkbert.cli.picture;
