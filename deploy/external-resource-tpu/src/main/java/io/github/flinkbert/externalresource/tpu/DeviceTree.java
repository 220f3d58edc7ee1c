package io.github.flinkbert.externalresource.tpu;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The TPU chips among a machine's device files.
 *
 * <p>Up to version 4 a chip is {@code /dev/accelN}; from 5 on it is a group of VFIO's, {@code
 * /dev/vfio/N}, beside the control file {@code /dev/vfio/vfio}. Other hardware is handed through by
 * VFIO, too: where the kernel shows what is in a group, it must be Google's. Newer kernels put the
 * accelerators of any maker under {@code /dev/accel/accelN}, which is a folder and not meant here.
 */
final class DeviceTree {

    static final String LOOKED_FOR = "/dev/accel* and /dev/vfio/*";

    /** Google's number in the PCI registry. */
    private static final String GOOGLE = "0x1ae0";

    private static final Pattern ACCEL = Pattern.compile("accel(\\d{1,4})");
    private static final Pattern GROUP = Pattern.compile("(\\d{1,6})");

    private final Path root;

    DeviceTree(Path root) {
        this.root = root;
    }

    /** Numbered from 0 in the order of their files' numbers. */
    List<TpuInfo> chips() {
        List<String> files = new ArrayList<>();
        numbers("dev", ACCEL).forEach(number -> files.add("/dev/accel" + number));
        if (files.isEmpty()) {
            numbers("dev/vfio", GROUP)
                    .filter(this::isGoogles)
                    .forEach(number -> files.add("/dev/vfio/" + number));
        }
        return IntStream.range(0, files.size())
                .mapToObj(index -> new TpuInfo(index, files.get(index)))
                .toList();
    }

    private IntStream numbers(String folder, Pattern pattern) {
        return names(root.resolve(folder)).stream()
                .map(pattern::matcher)
                .filter(Matcher::matches)
                .mapToInt(matcher -> Integer.parseInt(matcher.group(1)))
                .sorted();
    }

    private boolean isGoogles(int group) {
        Path members = root.resolve("sys/kernel/iommu_groups/" + group + "/devices");
        List<String> devices = names(members);
        // A container often lacks this part of /sys, and then only has the devices meant for it.
        return devices.isEmpty()
                || devices.stream()
                        .anyMatch(device -> maker(members.resolve(device)).equals(GOOGLE));
    }

    private static String maker(Path device) {
        try {
            return Files.readString(device.resolve("vendor")).strip();
        } catch (IOException e) {
            return "unknown";
        }
    }

    /** Of what is in a folder that may not be there. */
    private static List<String> names(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.map(file -> file.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + folder, e);
        }
    }
}
