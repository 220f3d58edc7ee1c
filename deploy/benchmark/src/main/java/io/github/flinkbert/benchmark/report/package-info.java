/** What is found out, as a table and as JSON. */
package io.github.flinkbert.benchmark.report;
