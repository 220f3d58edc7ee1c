/** The texts that everything is measured on. */
package io.github.flinkbert.benchmark.texts;
