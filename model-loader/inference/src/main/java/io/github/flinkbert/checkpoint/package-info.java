/**
 * Where weights come from: one interface, and one reader for each form in which BERT is released.
 */
package io.github.flinkbert.checkpoint;
