package io.github.flinkbert.training;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.flinkbert.location.FileDigests;
import io.github.flinkbert.training.objective.Example;
import io.github.flinkbert.training.objective.Objective;
import io.github.flinkbert.training.setting.Optimization;
import io.github.flinkbert.training.setting.TrainingSettings;
import io.github.flinkbert.training.setting.TuningMethod;
import io.github.flinkbert.training.state.StartingAdapter;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;

/** Tells by a digest whether a training is the one that a folder holds the state of. */
final class Identity {

    private Identity() {}

    /**
     * Of everything that decides the numbers. The text stays as it is, so that what earlier
     * versions began is resumed.
     */
    static String of(
            String fingerprint,
            Objective<?> objective,
            List<? extends Example> examples,
            TrainingSettings settings,
            boolean bfloat16) {
        MessageDigest digest = FileDigests.sha256();
        String text =
                "%s %s %s %s %d %s"
                        .formatted(
                                fingerprint,
                                objective.identity(),
                                tuning(settings.tuning()),
                                optimization(settings.optimization()),
                                settings.seed(),
                                bfloat16);
        digest.update(text.getBytes(UTF_8));
        settings.start()
                .map(StartingAdapter::new)
                .ifPresent(start -> digest.update((" from " + start.digest()).getBytes(UTF_8)));
        for (Example example : examples) {
            int[] ids = example.sequence().ids();
            ByteBuffer bytes = ByteBuffer.allocate((ids.length + 1) * Integer.BYTES);
            bytes.asIntBuffer().put(ids).put(example.sequence().secondSegmentAt());
            digest.update(bytes.array());
            digest.update(example.target());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Without a limit of steps it is what it was before there could be one. */
    private static String optimization(Optimization how) {
        return how.toString().replace(", maxSteps=" + OptionalInt.empty(), "");
    }

    private static String tuning(TuningMethod tuning) {
        return tuning instanceof TuningMethod.Lora lora
                ? "%d %s %d %s"
                        .formatted(
                                lora.rank(),
                                lora.alpha(),
                                lora.topLayers(),
                                lora.targets().stream().sorted().toList())
                : tuning.toString();
    }
}
