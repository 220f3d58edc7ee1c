package io.github.flinkbert.engine;

import io.github.flinkbert.encoder.Placement;

/** Prints which number format this process chooses for the processor. */
public final class FormatProcess {

    private FormatProcess() {}

    public static void main(String[] arguments) {
        int threads = Runtime.getRuntime().availableProcessors();
        System.out.println(Devices.best(Placement.CPU, threads) + "=1");
    }
}
