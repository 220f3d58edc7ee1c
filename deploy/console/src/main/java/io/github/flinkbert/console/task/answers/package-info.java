/** Answers to questions on the page. */
package io.github.flinkbert.console.task.answers;
