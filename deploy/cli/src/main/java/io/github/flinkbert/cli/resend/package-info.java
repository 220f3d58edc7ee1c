/** The command resend: dead letters back to where their records came from. */
package io.github.flinkbert.cli.resend;
