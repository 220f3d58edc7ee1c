/** The web server: loopback, a fixed list of files, events, and what is asked of the model. */
package io.github.flinkbert.console.page;
