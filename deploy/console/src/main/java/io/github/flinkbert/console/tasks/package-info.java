/** The one list of the tasks that the page knows. */
package io.github.flinkbert.console.tasks;
