/** The live page: looks on at the job's topics and shows them in a browser. */
package io.github.flinkbert.console;
