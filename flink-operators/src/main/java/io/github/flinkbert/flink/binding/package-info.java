/**
 * What a task tells the Flink side of itself: its options, how it asks, and how its result lies in
 * state, in records and in SQL.
 */
@NullMarked
package io.github.flinkbert.flink.binding;

import org.jspecify.annotations.NullMarked;
