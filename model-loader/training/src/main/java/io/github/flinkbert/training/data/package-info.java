/**
 * What the tasks' data has in common: how it is parted, and how texts are cut.
 *
 * <p>Texts are cut, windowed and decoded for training exactly as the product cuts, windows and
 * decodes what it is asked about, so that a model learns what it will be evaluated by.
 */
@NullMarked
package io.github.flinkbert.training.data;

import org.jspecify.annotations.NullMarked;
