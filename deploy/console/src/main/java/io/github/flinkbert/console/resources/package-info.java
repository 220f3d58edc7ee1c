/** The page's files in the jar, for the server and for the page that needs none. */
package io.github.flinkbert.console.resources;
