package io.github.flinkbert.flink.resend;

import org.apache.flink.annotation.Internal;

/**
 * What became of the dead letters.
 *
 * @param resent records that were sent back, or would have been
 * @param passedOver records that were rejected at other stages
 * @param unreadable dead letters that are none
 * @param incomplete records of which not every part was there
 */
@Internal
public record ResendReport(long resent, long passedOver, long unreadable, long incomplete) {

    public boolean isComplete() {
        return unreadable == 0 && incomplete == 0;
    }
}
