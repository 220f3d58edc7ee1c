/**
 * What records of any form have in common: texts that are found by path, and a field that is added.
 */
@NullMarked
package io.github.flinkbert.flink.inplace.form;

import org.jspecify.annotations.NullMarked;
