package io.github.flinkbert.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.encoder.EncoderSettings.NumberFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rule, over what Linux says of real processors (shortened to the extensions that matter). */
class ProcessorFormatTest {

    private static final String CASCADE_LAKE =
            """
            processor\t: 0
            vendor_id\t: GenuineIntel
            model name\t: Intel(R) Xeon(R) Platinum 8275CL CPU @ 3.00GHz
            flags\t\t: fpu vme sse4_2 avx f16c fma avx2 avx512f avx512dq avx512cd avx512bw avx512vl avx512_vnni
            """;
    private static final String COOPER_LAKE =
            """
            processor\t: 0
            vendor_id\t: GenuineIntel
            model name\t: Intel(R) Xeon(R) Platinum 8380H CPU @ 2.90GHz
            flags\t\t: fpu vme sse4_2 avx f16c fma avx2 avx512f avx512dq avx512cd avx512bw avx512vl avx512_vnni avx512_bf16
            """;
    private static final String SAPPHIRE_RAPIDS =
            """
            processor\t: 0
            vendor_id\t: GenuineIntel
            model name\t: Intel(R) Xeon(R) Platinum 8481C CPU @ 2.70GHz
            flags\t\t: fpu vme sse4_2 avx f16c fma avx2 avx512f avx512bw avx512vl avx_vnni avx512_bf16 avx512_vnni amx_bf16 avx512_fp16 amx_tile amx_int8
            bugs\t\t: spectre_v1
            """;
    private static final String ZEN_4 =
            """
            processor\t: 0
            vendor_id\t: AuthenticAMD
            model name\t: AMD EPYC 9R14
            flags\t\t: fpu vme sse4_2 avx f16c fma avx2 avx512f avx512bw avx512vl avx512_bf16 avx512_vnni avx512_bitalg
            """;
    private static final String GRAVITON_3 =
            """
            processor\t: 0
            BogoMIPS\t: 2100.00
            Features\t: fp asimd evtstrm aes pmull sha1 sha2 crc32 atomics fphp asimdhp sve i8mm bf16 dgh rng
            CPU implementer\t: 0x41
            """;
    private static final String GRAVITON_2 =
            """
            processor\t: 0
            Features\t: fp asimd evtstrm aes pmull sha1 sha2 crc32 atomics fphp asimdhp asimddp ssbs
            CPU implementer\t: 0x41
            """;

    private static AutomaticFormat of(String cpuInfo, Map<String, String> environment) {
        return ProcessorFormat.of(Optional.of(cpuInfo), environment, () -> true);
    }

    private static NumberFormat limited(String cpuInfo, String value) {
        return of(cpuInfo, Map.of("ONEDNN_MAX_CPU_ISA", value)).format();
    }

    @Test
    void processorsThatMultiplyBfloat16AreBestAtIt() {
        for (String each : List.of(COOPER_LAKE, SAPPHIRE_RAPIDS, ZEN_4, GRAVITON_3)) {
            assertThat(of(each, Map.of()).format()).as(each).isEqualTo(NumberFormat.BFLOAT16);
        }
        assertThat(of(ZEN_4, Map.of()).reason())
                .isEqualTo("the processor has avx512_bf16, and oneDNN uses it");
        assertThat(of(GRAVITON_3, Map.of()).reason()).startsWith("the processor has bf16,");
    }

    @Test
    void allOthersAreBestAtFloat32() {
        for (String each : List.of(CASCADE_LAKE, GRAVITON_2, "", "Features : avx512_bf16\n")) {
            AutomaticFormat format = of(each, Map.of());
            assertThat(format.format()).as(each).isEqualTo(NumberFormat.FLOAT32);
            assertThat(format.reason()).contains("names none of avx512_bf16, amx_bf16 and bf16");
        }
    }

    @Test
    void whereNothingIsSaidItIsFloat32() {
        AutomaticFormat format = ProcessorFormat.of(Optional.empty(), Map.of(), () -> true);
        assertThat(format.format()).isEqualTo(NumberFormat.FLOAT32);
        assertThat(format.reason()).startsWith("there is no ");
    }

    @Test
    void oneCoreWithoutItIsEnoughForFloat32() {
        assertThat(of(ZEN_4 + "\n" + CASCADE_LAKE, Map.of()).format())
                .isEqualTo(NumberFormat.FLOAT32);
        assertThat(of(ZEN_4 + "\n" + COOPER_LAKE, Map.of()).format())
                .isEqualTo(NumberFormat.BFLOAT16);
    }

    @Test
    void withoutOneDnnTheProcessorsInstructionsAreNotUsed() {
        AutomaticFormat format = ProcessorFormat.of(Optional.of(ZEN_4), Map.of(), () -> false);
        assertThat(format.format()).isEqualTo(NumberFormat.FLOAT32);
        assertThat(format.reason()).contains("no oneDNN kernels");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AVX512_CORE_BF16",
                "avx512_core_fp16",
                "AVX512_CORE_AMX",
                "AVX10_1_512_AMX_FP16",
                "ALL",
                "default",
                ""
            })
    void aLimitThatHasBfloat16InItChangesNothing(String value) {
        assertThat(limited(ZEN_4, value)).isEqualTo(NumberFormat.BFLOAT16);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSE41",
                "AVX2",
                "AVX2_VNNI_2",
                "AVX512_CORE",
                "avx512_core_vnni",
                "whatever"
            })
    void aLimitBelowOrUnknownMakesItFloat32(String value) {
        assertThat(limited(ZEN_4, value)).isEqualTo(NumberFormat.FLOAT32);
        assertThat(limited(SAPPHIRE_RAPIDS, value)).isEqualTo(NumberFormat.FLOAT32);
    }

    @ParameterizedTest
    @CsvSource({"AVX2, ALL, FLOAT32", "ALL, AVX2, BFLOAT16", "'', AVX2, FLOAT32"})
    void theNewerNameOfTheLimitCountsBeforeTheOlder(
            String newer, String older, NumberFormat right) {
        assertThat(of(ZEN_4, Map.of("ONEDNN_MAX_CPU_ISA", newer, "DNNL_MAX_CPU_ISA", older)))
                .extracting(AutomaticFormat::format)
                .isEqualTo(right);
    }

    @Test
    void namesOfX86SayNothingOfArm() {
        assertThat(limited(GRAVITON_3, "AVX512_CORE_AMX")).isEqualTo(NumberFormat.FLOAT32);
        assertThat(limited(GRAVITON_3, "ALL")).isEqualTo(NumberFormat.BFLOAT16);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "9.0 | BFLOAT16",
                "8.0;8.0 | BFLOAT16",
                "12.0 | BFLOAT16",
                "7.5 | FLOAT16",
                "9.0;7.0 | FLOAT16",
                "6.1 | FLOAT32",
                "9.0;[N/A] | FLOAT32",
                "'' | FLOAT32",
            })
    void theLeastOfTheCardsDecidesForAll(String capabilities, NumberFormat right) {
        assertThat(GraphicsCardFormat.of(List.of(capabilities.split(";"))).format())
                .isEqualTo(right);
        assertThat(GraphicsCardFormat.of(List.of()).format()).isEqualTo(NumberFormat.FLOAT32);
    }
}
