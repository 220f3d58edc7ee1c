package io.github.flinkbert.flink.resend;

import io.github.flinkbert.schemas.DeadLetter;
import io.github.flinkbert.schemas.RecordHeader;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Makes records whole again that were split into several dead letters: the keys, the headers and
 * the values of the parts, each joined in the order of the parts. Used by one thread.
 */
final class DeadLetterJoin {

    /** A record that was given up at one time: what a failover wrote twice is two of them. */
    private record Origin(String topic, int partition, long offset, Instant failedAt, int parts) {}

    /** Letters of one record, as far as they have come. */
    private static final class Begun {
        private final DeadLetter[] parts;
        private final int deadLetterPartition;
        private final long firstOffset;
        private int missing;

        private Begun(int parts, int deadLetterPartition, long firstOffset) {
            this.parts = new DeadLetter[parts];
            this.deadLetterPartition = deadLetterPartition;
            this.firstOffset = firstOffset;
            this.missing = parts;
        }
    }

    private final Map<Origin, Begun> begun = new HashMap<>();

    /**
     * @param partition where the dead letter lies
     * @param offset where the dead letter lies
     * @return the whole record in one dead letter, once its last part has come
     */
    Optional<DeadLetter> add(DeadLetter deadLetter, int partition, long offset) {
        if (deadLetter.getParts() <= 1) {
            return Optional.of(deadLetter);
        }
        Origin origin =
                new Origin(
                        deadLetter.getTopic(),
                        deadLetter.getPartition(),
                        deadLetter.getOffset(),
                        deadLetter.getFailedAt(),
                        deadLetter.getParts());
        Begun record =
                begun.computeIfAbsent(
                        origin, unused -> new Begun(deadLetter.getParts(), partition, offset));
        int part = Math.floorMod(deadLetter.getPart(), deadLetter.getParts());
        if (record.parts[part] == null) {
            record.parts[part] = deadLetter;
            record.missing--;
        }
        if (record.missing > 0) {
            return Optional.empty();
        }
        begun.remove(origin);
        return Optional.of(joined(record.parts));
    }

    /** Where in a partition the first dead letter lies that waits for others. */
    OptionalLong firstWaiting(int partition) {
        return begun.values().stream()
                .filter(record -> record.deadLetterPartition == partition)
                .mapToLong(record -> record.firstOffset)
                .min();
    }

    /** A dead letter of each record that is not whole. */
    Collection<DeadLetter> waiting() {
        List<DeadLetter> waiting = new ArrayList<>();
        for (Begun record : begun.values()) {
            for (DeadLetter part : record.parts) {
                if (part != null) {
                    waiting.add(part);
                    break;
                }
            }
        }
        return waiting;
    }

    private static DeadLetter joined(DeadLetter[] parts) {
        DeadLetter whole = DeadLetter.newBuilder(parts[0]).setPart(0).setParts(1).build();
        whole.setKey(joined(parts, DeadLetter::getKey));
        whole.setValue(joined(parts, DeadLetter::getValue));
        List<RecordHeader> headers = new ArrayList<>();
        boolean goesOn = false;
        for (DeadLetter part : parts) {
            for (RecordHeader header : part.getHeaders()) {
                if (goesOn) {
                    RecordHeader last = headers.remove(headers.size() - 1);
                    headers.add(
                            new RecordHeader(
                                    last.getKey(),
                                    joined(List.of(last.getValue(), header.getValue())),
                                    false));
                } else {
                    headers.add(new RecordHeader(header.getKey(), header.getValue(), false));
                }
                goesOn = header.getContinued();
            }
        }
        whole.setHeaders(headers);
        return whole;
    }

    private static @Nullable ByteBuffer joined(
            DeadLetter[] parts, java.util.function.Function<DeadLetter, ByteBuffer> field) {
        List<ByteBuffer> found = new ArrayList<>();
        for (DeadLetter part : parts) {
            if (field.apply(part) != null) {
                found.add(field.apply(part));
            }
        }
        return found.isEmpty() ? null : joined(found);
    }

    private static ByteBuffer joined(List<ByteBuffer> pieces) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        pieces.forEach(piece -> bytes.writeBytes(DeadLetterRecord.bytes(piece)));
        return ByteBuffer.wrap(bytes.toByteArray());
    }
}
