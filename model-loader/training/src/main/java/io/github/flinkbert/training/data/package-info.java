/**
 * From files with gold data to examples to train on, and to scores on development data.
 *
 * <p>Texts are cut, windowed and decoded here exactly as the product cuts, windows and decodes what
 * it is asked about, so that a model learns what it will be judged by.
 */
package io.github.flinkbert.training.data;
