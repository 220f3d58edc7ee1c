@NullMarked
package io.github.flinkbert.task.pairs;

import org.jspecify.annotations.NullMarked;
