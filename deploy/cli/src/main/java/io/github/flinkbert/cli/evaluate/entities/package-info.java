/** A file with gold entities, and how a model's are scored on it. */
package io.github.flinkbert.cli.evaluate.entities;
