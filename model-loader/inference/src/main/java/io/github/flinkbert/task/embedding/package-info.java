@NullMarked
package io.github.flinkbert.task.embedding;

import org.jspecify.annotations.NullMarked;
