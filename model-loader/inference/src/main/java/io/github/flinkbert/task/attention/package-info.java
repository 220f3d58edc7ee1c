@NullMarked
package io.github.flinkbert.task.attention;

import org.jspecify.annotations.NullMarked;
