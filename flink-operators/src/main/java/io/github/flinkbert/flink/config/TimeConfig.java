package io.github.flinkbert.flink.config;

import java.io.Serializable;
import java.time.ZoneId;

/**
 * What the times of events mean that do not say it themselves.
 *
 * @param zone of times without one; null where such times are refused
 * @param unit of numbers
 */
public record TimeConfig(ZoneId zone, EpochUnit unit) implements Serializable {

    /** Every time says its zone, numbers are milliseconds. */
    public static final TimeConfig STANDARD = new TimeConfig(null, EpochUnit.MILLIS);
}
