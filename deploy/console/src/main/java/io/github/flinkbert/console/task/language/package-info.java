/** Languages of texts on the page. */
package io.github.flinkbert.console.task.language;
