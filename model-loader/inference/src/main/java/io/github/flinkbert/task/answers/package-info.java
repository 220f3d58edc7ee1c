@NullMarked
package io.github.flinkbert.task.answers;

import org.jspecify.annotations.NullMarked;
