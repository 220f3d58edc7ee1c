/** Options of jobs and statements: what each is, and how what was given is read and checked. */
@NullMarked
package io.github.flinkbert.flink.option;

import org.jspecify.annotations.NullMarked;
