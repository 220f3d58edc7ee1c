/** The command redact: texts in, the same without their personal data out. */
package io.github.flinkbert.cli.redaction;
