/** What travels through the job. */
package io.github.flinkbert.flink.record;
