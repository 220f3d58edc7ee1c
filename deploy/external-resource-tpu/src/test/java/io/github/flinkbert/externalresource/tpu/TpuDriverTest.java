package io.github.flinkbert.externalresource.tpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.flink.api.common.externalresource.ExternalResourceDriver;
import org.apache.flink.api.common.externalresource.ExternalResourceDriverFactory;
import org.apache.flink.api.common.externalresource.ExternalResourceInfo;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.util.FlinkException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;

/** On device trees that are made up: files with the names that TPU machines have. */
final class TpuDriverTest {

    @TempDir Path root;

    @Test
    void findsTheChipsOfOlderMachinesInTheOrderOfTheirNumbers() throws Exception {
        device("dev/accel2");
        device("dev/accel10");
        device("dev/accel0");
        device("dev/null");

        assertThat(new DeviceTree(root).chips())
                .containsExactly(
                        new TpuInfo(0, "/dev/accel0"),
                        new TpuInfo(1, "/dev/accel2"),
                        new TpuInfo(2, "/dev/accel10"));
    }

    @Test
    void findsTheChipsOfNewerMachinesWithoutTheControlFile() throws Exception {
        device("dev/vfio/vfio");
        device("dev/vfio/3");
        device("dev/vfio/0");

        assertThat(new DeviceTree(root).chips())
                .containsExactly(new TpuInfo(0, "/dev/vfio/0"), new TpuInfo(1, "/dev/vfio/3"));
    }

    @Test
    void leavesOtherMakersDevicesAlone() throws Exception {
        device("dev/vfio/7");
        maker(7, "0000:00:04.0", "0x1ae0");
        device("dev/vfio/8");
        maker(8, "0000:00:05.0", "0x10de");

        assertThat(new DeviceTree(root).chips()).containsExactly(new TpuInfo(0, "/dev/vfio/7"));
    }

    @Test
    void hasNoneWhereThereIsNoDeviceFolder() {
        assertThat(new DeviceTree(root.resolve("nowhere")).chips()).isEmpty();
    }

    @Test
    void isFoundByFlinkAndHandsOutAsManyAsAsked() throws Exception {
        for (int chip = 0; chip < 4; chip++) {
            device("dev/accel" + chip);
        }

        assertThat(driver().retrieveResourceInfo(2))
                .extracting(info -> info.getProperty("index").orElseThrow())
                .containsExactly("0", "1");
        ExternalResourceInfo first = driver().retrieveResourceInfo(1).iterator().next();
        assertThat(first.getKeys()).containsExactly("index", "path");
        assertThat(first.getProperty("path")).contains("/dev/accel0");
        assertThat(first.getProperty("colour")).isEmpty();
    }

    @Test
    void saysWhatItFoundWhereThereAreFewerThanPromised() throws Exception {
        device("dev/accel0");

        assertThatThrownBy(() -> driver().retrieveResourceInfo(4))
                .isInstanceOf(FlinkException.class)
                .hasMessage(
                        "external-resource.tpu.amount is 4, but there are 1 TPU chips: found"
                                + " [/dev/accel0], looked for /dev/accel* and /dev/vfio/*");
        assertThatThrownBy(() -> driver().retrieveResourceInfo(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("external-resource.tpu.amount must be at least 1, found 0");
    }

    private ExternalResourceDriver driver() throws Exception {
        ExternalResourceDriverFactory factory =
                ServiceLoader.load(ExternalResourceDriverFactory.class).findFirst().orElseThrow();
        Configuration config = new Configuration();
        config.set(TpuDriverFactory.ROOT, root.toString());
        return factory.createExternalResourceDriver(config);
    }

    private void device(String path) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.createFile(file);
    }

    private void maker(int group, String address, String vendor) throws IOException {
        Path device = root.resolve("sys/kernel/iommu_groups/" + group + "/devices/" + address);
        Files.createDirectories(device);
        Files.writeString(device.resolve("vendor"), vendor + "\n");
    }
}
