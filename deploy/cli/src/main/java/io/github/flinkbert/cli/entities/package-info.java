/** The command entities: texts in, the names in them out. */
package io.github.flinkbert.cli.entities;
