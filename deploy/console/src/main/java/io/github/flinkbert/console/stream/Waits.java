package io.github.flinkbert.console.stream;

import java.util.Arrays;

/** How long records took, of one second. Used by one thread at a time. */
final class Waits {

    /** More of a second's would change its percentiles little. */
    private static final int MOST = 4_096;

    private final long[] millis = new long[MOST];
    private int kept;

    void add(long more) {
        if (kept < MOST) {
            millis[kept++] = more;
        }
    }

    /**
     * NaN where there are none.
     *
     * @param share from 0 to 1: the median is 0.5
     */
    double percentile(double share) {
        Arrays.sort(millis, 0, kept);
        return kept == 0 ? Double.NaN : millis[(int) Math.min(kept - 1L, (long) (share * kept))];
    }

    void clear() {
        kept = 0;
    }
}
