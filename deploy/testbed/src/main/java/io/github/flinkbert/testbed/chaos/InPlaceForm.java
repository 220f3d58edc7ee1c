package io.github.flinkbert.testbed.chaos;

/** Forms of records that the job of a chaos run writes in place. */
enum InPlaceForm {
    /** Objects. */
    JSON,
    /** Records whose schemas a registry has. */
    AVRO
}
