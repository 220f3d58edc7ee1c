/** A chaos run on a local cluster: what may break breaks, and every text is counted. */
package io.github.flinkbert.testbed.chaos;
