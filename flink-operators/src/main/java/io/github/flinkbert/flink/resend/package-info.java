/** Dead letters on their way back to the topics that their records came from. */
package io.github.flinkbert.flink.resend;
