/** Dead letters on their way back to the topics that their records came from. */
@NullMarked
package io.github.flinkbert.flink.resend;

import org.jspecify.annotations.NullMarked;
