/** The command compare: one word in several sentences, under several encoders. */
package io.github.flinkbert.cli.compare;
