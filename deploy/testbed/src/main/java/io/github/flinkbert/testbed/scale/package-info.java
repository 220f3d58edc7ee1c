/** The command scale: how throughput grows with task managers. */
package io.github.flinkbert.testbed.scale;
