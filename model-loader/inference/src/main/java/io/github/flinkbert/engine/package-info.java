/** Continuous packed batching: one engine per process, device and model, many clients. */
package io.github.flinkbert.engine;
