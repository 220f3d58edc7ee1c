/** Continuous packed batching: one engine per process, device and model, many clients. */
@NullMarked
package io.github.flinkbert.engine;

import org.jspecify.annotations.NullMarked;
