/** Texts that are typed into the page, and the model that answers. */
package io.github.flinkbert.console.ask;
