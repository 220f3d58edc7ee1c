/** What bounds the page's memory, however much comes and however long it is. */
package io.github.flinkbert.console.bounded;
