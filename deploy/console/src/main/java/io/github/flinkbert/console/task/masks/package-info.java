/** Masked words on the page. */
package io.github.flinkbert.console.task.masks;
