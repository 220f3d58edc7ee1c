/** Labels of two texts on the page. */
package io.github.flinkbert.console.task.pairs;
