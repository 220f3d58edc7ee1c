/** The Kafka job on a Flink inside this process: its checkpoints, its progress, its end. */
package io.github.flinkbert.cli.run;
