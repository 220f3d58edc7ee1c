@NullMarked
package io.github.flinkbert.task.labels;

import org.jspecify.annotations.NullMarked;
