/** Attention for eyes: its compact form, and the page that needs no server. */
package io.github.flinkbert.console.attention;
