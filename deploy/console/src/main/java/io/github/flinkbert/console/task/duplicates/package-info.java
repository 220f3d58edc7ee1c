/** Texts that say nearly what another one said before them, on the page. */
package io.github.flinkbert.console.task.duplicates;
