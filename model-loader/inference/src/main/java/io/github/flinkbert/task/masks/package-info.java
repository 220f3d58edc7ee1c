@NullMarked
package io.github.flinkbert.task.masks;

import org.jspecify.annotations.NullMarked;
