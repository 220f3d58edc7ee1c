/** From the job's topics into bounded memory: what is counted, what is kept to be shown. */
package io.github.flinkbert.console.stream;
