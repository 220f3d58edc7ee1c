package io.github.flinkbert.training;

import io.github.flinkbert.location.FileDigests;
import io.github.flinkbert.training.objective.AnswerExample;
import io.github.flinkbert.training.objective.Example;
import io.github.flinkbert.training.objective.LabelledSequence;
import io.github.flinkbert.training.objective.Objective;
import io.github.flinkbert.training.setting.TrainingSettings;
import io.github.flinkbert.training.setting.TuningMethod;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/** Tells by a digest whether a training is the one that a folder holds the state of. */
final class Identity {

    private Identity() {}

    /** Of everything that decides the numbers. */
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
                                objective,
                                depth(settings.depth()),
                                settings.optimization(),
                                settings.seed(),
                                bfloat16);
        digest.update(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        for (Example example : examples) {
            int[] ids = example.sequence().ids();
            ByteBuffer bytes = ByteBuffer.allocate((ids.length + 1) * Integer.BYTES);
            bytes.asIntBuffer().put(ids).put(example.sequence().secondSegmentAt());
            digest.update(bytes.array());
            digest.update(right(example));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static String depth(TuningMethod depth) {
        return depth instanceof TuningMethod.Lora lora
                ? "%d %s %d %s"
                        .formatted(
                                lora.rank(),
                                lora.alpha(),
                                lora.topLayers(),
                                lora.targets().stream().sorted().toList())
                : depth.toString();
    }

    private static byte[] right(Example example) {
        if (example instanceof LabelledSequence labelled) {
            ByteBuffer bytes = ByteBuffer.allocate(labelled.allowed().length * Long.BYTES);
            bytes.asLongBuffer().put(labelled.allowed());
            return bytes.array();
        }
        if (example instanceof AnswerExample answer) {
            return ByteBuffer.allocate(2 * Integer.BYTES)
                    .putInt(answer.start())
                    .putInt(answer.end())
                    .array();
        }
        return new byte[0];
    }
}
