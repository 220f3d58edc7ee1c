/** {@code flink-bert quantize}: a model in, a folder of 8-bit weights out. */
package io.github.flinkbert.cli.quantize;
