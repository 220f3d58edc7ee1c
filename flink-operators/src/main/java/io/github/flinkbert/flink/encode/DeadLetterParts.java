package io.github.flinkbert.flink.encode;

import io.github.flinkbert.flink.record.KafkaRecord;
import io.github.flinkbert.schemas.DeadLetter;
import io.github.flinkbert.schemas.RecordHeader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lays a record in dead letters: first its key, then its headers, then its value, each as far as
 * the dead letter at hand has room, and the rest in the next. Nearly every record fits into one
 * dead letter; one that is about as long as its own topic takes does not, for a dead letter says
 * more than the record did.
 */
final class DeadLetterParts {

    /** What a header takes beside its name and its value; JSON spells the fields' names out. */
    private static final int HEADER_FRAME = 64;

    private final Supplier<DeadLetter> blank;
    private final int room;
    private final List<DeadLetter> deadLetters = new ArrayList<>();
    private int used;

    private DeadLetterParts(Supplier<DeadLetter> blank, int room) {
        this.blank = blank;
        this.room = room;
        turnOver();
    }

    /**
     * @param blank makes a dead letter that lacks but key, headers, value and the number of its
     *     part
     * @param room how many of a record's bytes a dead letter holds
     */
    static List<DeadLetter> of(KafkaRecord record, Supplier<DeadLetter> blank, int room) {
        DeadLetterParts parts = new DeadLetterParts(blank, room);
        parts.layKey(record.key());
        record.headers().forEach(header -> parts.layHeader(header.key(), header.value()));
        parts.layValue(record.value());
        for (int part = 0; part < parts.deadLetters.size(); part++) {
            parts.deadLetters.get(part).setPart(part);
            parts.deadLetters.get(part).setParts(parts.deadLetters.size());
        }
        return parts.deadLetters;
    }

    private void layKey(byte @Nullable [] key) {
        if (key != null) {
            lay(key, slice -> current().setKey(slice));
        }
    }

    private void layValue(byte @Nullable [] value) {
        if (value != null) {
            lay(value, slice -> current().setValue(slice));
        }
    }

    private void lay(byte[] bytes, Consumer<ByteBuffer> into) {
        int from = 0;
        while (true) {
            ByteBuffer slice = take(bytes, from);
            into.accept(slice);
            from += slice.remaining();
            if (from == bytes.length) {
                return;
            }
            turnOver();
        }
    }

    private void layHeader(String name, byte @Nullable [] value) {
        // A name cannot be laid in parts; six bytes a character is the most that JSON makes of it.
        // However long it is, half of the room is for the value, so that each part takes some.
        int frame = (int) Math.min(HEADER_FRAME + 6L * name.length(), room / 2);
        int from = 0;
        while (true) {
            if (used > 0 && used + frame >= room) {
                turnOver();
            }
            used += frame;
            if (value == null) {
                current().getHeaders().add(new RecordHeader(name, null, false));
                return;
            }
            ByteBuffer slice = take(value, from);
            from += slice.remaining();
            boolean continued = from < value.length;
            current().getHeaders().add(new RecordHeader(name, slice, continued));
            if (!continued) {
                return;
            }
            turnOver();
        }
    }

    private ByteBuffer take(byte[] bytes, int from) {
        int length = Math.max(0, Math.min(bytes.length - from, room - used));
        used += length;
        return ByteBuffer.wrap(bytes, from, length).slice();
    }

    private DeadLetter current() {
        return deadLetters.get(deadLetters.size() - 1);
    }

    private void turnOver() {
        DeadLetter deadLetter = blank.get();
        deadLetter.setHeaders(new ArrayList<>());
        deadLetters.add(deadLetter);
        used = 0;
    }
}
