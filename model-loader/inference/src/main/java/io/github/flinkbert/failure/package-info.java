/** What cannot be loaded, and what cannot be answered. */
@NullMarked
package io.github.flinkbert.failure;

import org.jspecify.annotations.NullMarked;
