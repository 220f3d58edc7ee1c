@NullMarked
package io.github.flinkbert.task.entities;

import org.jspecify.annotations.NullMarked;
