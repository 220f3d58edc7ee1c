/** Texts that are typed into the page, and the model that is asked. */
package io.github.flinkbert.console.ask;
