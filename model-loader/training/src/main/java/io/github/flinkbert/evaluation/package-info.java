/**
 * The field's own metrics and file formats: what {@code evaluate} reads and reports.
 *
 * <p>Nothing here runs a model: files become texts and gold data, a model's replies become
 * predictions, and both become the numbers that the reference scripts would print.
 */
package io.github.flinkbert.evaluation;
