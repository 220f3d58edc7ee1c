/** Measurements on a local cluster: how it scales, and whether it leaks. */
package io.github.flinkbert.testbed.load;
