@NullMarked
package io.github.flinkbert.task.vocabulary;

import org.jspecify.annotations.NullMarked;
