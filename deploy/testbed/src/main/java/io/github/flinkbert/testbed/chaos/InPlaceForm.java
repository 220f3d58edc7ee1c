package io.github.flinkbert.testbed.chaos;

import org.apache.flink.annotation.Internal;

/** Forms of records that the job of a chaos run writes in place. */
@Internal
public enum InPlaceForm {
    /** Objects. */
    JSON,
    /** Records whose schemas a registry has. */
    AVRO
}
