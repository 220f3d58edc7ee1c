/** What the job has to know: options, their rules, and the records that they become. */
package io.github.flinkbert.flink.config;
