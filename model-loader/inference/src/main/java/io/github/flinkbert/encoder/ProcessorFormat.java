package io.github.flinkbert.encoder;

import io.github.flinkbert.encoder.EncoderSettings.NumberFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * The number format that a processor is best at: bfloat16 where all three hold, else float32.
 *
 * <ul>
 *   <li>Every core has instructions that multiply bfloat16, as Linux says in {@code /proc/cpuinfo}:
 *       {@code avx512_bf16} or {@code amx_bf16} on x86, {@code bf16} on ARM. Other systems do not
 *       say it where a program can read it.
 *   <li>oneDNN may use them: {@code ONEDNN_MAX_CPU_ISA}, or its older name {@code
 *       DNNL_MAX_CPU_ISA}, does not stop it at a smaller instruction set. A value that is not known
 *       here counts as one that does.
 *   <li>This TensorFlow has oneDNN's kernels in bfloat16, which a look at one shows.
 * </ul>
 *
 * <p>Sources: Linux's {@code arch/x86/include/asm/cpufeatures.h} and {@code
 * Documentation/arch/arm64/elf_hwcaps.rst}; oneDNN's developer guide, "CPU Dispatcher Control".
 */
final class ProcessorFormat {

    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    /** What oneDNN reads, in its order: the first that is not empty counts. */
    private static final List<String> LIMITS = List.of("ONEDNN_MAX_CPU_ISA", "DNNL_MAX_CPU_ISA");

    private static final Set<String> NO_LIMIT = Set.of("ALL", "DEFAULT");

    /** oneDNN's names of instruction sets that have AMX-BF16 in them. */
    private static final Set<String> WITH_AMX =
            Set.of(
                    "AVX512_CORE_AMX",
                    "AVX512_CORE_AMX_FP16",
                    "AVX10_1_512_AMX",
                    "AVX10_1_512_AMX_FP16");

    /** And those that have AVX512-BF16 in them, but not AMX. */
    private static final Set<String> WITH_AVX512_BF16 =
            Set.of("AVX512_CORE_BF16", "AVX512_CORE_FP16", "AVX10_1_512");

    /** An instruction set extension that multiplies bfloat16. */
    private enum Extension {
        AVX512_BF16,
        AMX_BF16,
        /** ARM's, for which oneDNN has other names of instruction sets than for x86. */
        BF16;

        boolean allowedBy(String limit) {
            return NO_LIMIT.contains(limit)
                    || (this != BF16 && WITH_AMX.contains(limit))
                    || (this == AVX512_BF16 && WITH_AVX512_BF16.contains(limit));
        }

        String flag() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private ProcessorFormat() {}

    /** What Linux says of this machine's processors; empty where there is no such file. */
    static Optional<String> cpuInfo() {
        try {
            return Optional.of(Files.readString(CPU_INFO, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * @param oneDnn whether this TensorFlow has oneDNN's kernels in bfloat16; asked last
     */
    static AutomaticFormat of(
            Optional<String> cpuInfo, Map<String, String> environment, BooleanSupplier oneDnn) {
        if (cpuInfo.isEmpty()) {
            return float32("there is no " + CPU_INFO + " to say what the processor multiplies");
        }
        List<Extension> extensions = extensions(cpuInfo.get());
        if (extensions.isEmpty()) {
            return float32(
                    CPU_INFO + " names none of avx512_bf16, amx_bf16 and bf16 for every core");
        }
        Optional<String> limit = limit(environment);
        Optional<Extension> usable =
                extensions.stream()
                        .filter(extension -> limit.isEmpty() || extension.allowedBy(limit.get()))
                        .findFirst();
        if (usable.isEmpty()) {
            return float32(
                    "the processor has %s, but oneDNN is kept from it by a MAX_CPU_ISA of %s"
                            .formatted(extensions.get(0).flag(), limit.orElseThrow()));
        }
        if (!oneDnn.getAsBoolean()) {
            return float32(
                    "the processor has %s, but this TensorFlow has no oneDNN kernels for it"
                            .formatted(usable.get().flag()));
        }
        return new AutomaticFormat(
                NumberFormat.BFLOAT16,
                "the processor has %s, and oneDNN uses it".formatted(usable.get().flag()));
    }

    private static AutomaticFormat float32(String reason) {
        return new AutomaticFormat(NumberFormat.FLOAT32, reason);
    }

    /** Those that every core has. */
    private static List<Extension> extensions(String cpuInfo) {
        List<Set<String>> x86 = cores(cpuInfo, "flags");
        List<Set<String>> arm = cores(cpuInfo, "Features");
        return Arrays.stream(Extension.values())
                .filter(
                        extension -> {
                            List<Set<String>> cores = extension == Extension.BF16 ? arm : x86;
                            return !cores.isEmpty()
                                    && cores.stream()
                                            .allMatch(core -> core.contains(extension.flag()));
                        })
                .toList();
    }

    private static List<Set<String>> cores(String cpuInfo, String field) {
        return cpuInfo.lines()
                .map(line -> line.split(":", 2))
                .filter(line -> line.length == 2 && line[0].strip().equals(field))
                .map(line -> Set.copyOf(Arrays.asList(line[1].strip().split("\\s+"))))
                .toList();
    }

    private static Optional<String> limit(Map<String, String> environment) {
        return LIMITS.stream()
                .flatMap(name -> Stream.ofNullable(environment.get(name)))
                .filter(value -> !value.isEmpty())
                .map(value -> value.toUpperCase(Locale.ROOT))
                .findFirst();
    }
}
