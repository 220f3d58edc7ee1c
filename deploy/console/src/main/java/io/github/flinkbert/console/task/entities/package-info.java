/** Entities on the page. */
package io.github.flinkbert.console.task.entities;
