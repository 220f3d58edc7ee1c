package io.github.flinkbert.externalresource.tpu;

import org.apache.flink.api.common.externalresource.ExternalResourceDriver;
import org.apache.flink.util.FlinkException;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Hands the chips of this machine to Flink, the lowest numbers first. */
final class TpuDriver implements ExternalResourceDriver {

    private final DeviceTree devices;

    TpuDriver(DeviceTree devices) {
        this.devices = devices;
    }

    /**
     * @throws FlinkException if there are fewer chips than were promised: the task manager then
     *     starts without any, and an operator that asks for one says so
     */
    @Override
    public Set<TpuInfo> retrieveResourceInfo(long amount) throws FlinkException {
        if (amount < 1) {
            throw new IllegalArgumentException(
                    "external-resource.tpu.amount must be at least 1, found " + amount);
        }
        List<TpuInfo> chips = devices.chips();
        if (chips.size() < amount) {
            throw new FlinkException(
                    "external-resource.tpu.amount is %d, but there are %d TPU chips: found %s, looked for %s"
                            .formatted(amount, chips.size(), chips, DeviceTree.LOOKED_FOR));
        }
        return new TreeSet<>(chips.subList(0, (int) amount));
    }
}
