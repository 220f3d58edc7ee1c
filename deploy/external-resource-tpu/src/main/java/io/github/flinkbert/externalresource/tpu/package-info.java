/** Flink's external resource framework for Google's TPUs. */
package io.github.flinkbert.externalresource.tpu;
