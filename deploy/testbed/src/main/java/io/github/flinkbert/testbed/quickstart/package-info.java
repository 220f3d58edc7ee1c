/** The whole path on one machine: a real broker, Flink, the job, real texts, and what comes out. */
package io.github.flinkbert.testbed.quickstart;
