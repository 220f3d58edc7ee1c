package io.github.flinkbert.testbed.chaos;

/**
 * One fault that was injected.
 *
 * @param atSeconds since the faults began
 * @param faultSeconds until its cause had passed
 * @param recoverySeconds from then on until the job ran and had completed a checkpoint
 */
record FaultAction(String fault, double atSeconds, double faultSeconds, double recoverySeconds) {}
