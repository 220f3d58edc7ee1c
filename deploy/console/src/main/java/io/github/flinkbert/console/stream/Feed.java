package io.github.flinkbert.console.stream;

import io.github.flinkbert.console.bounded.Ring;
import io.github.flinkbert.console.task.PageTask;
import io.github.flinkbert.console.task.SeenText;
import io.github.flinkbert.flink.decode.MalformedRecordException;
import java.util.List;
import java.util.function.LongSupplier;
import org.apache.flink.annotation.Internal;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What is known of the stream: exact counts, and the last of a sample of its records. Takes from
 * one thread, is read by any.
 */
@Internal
public final class Feed {

    /** Decoded a second at most: far more than anybody reads, far less than a processor. */
    private static final int TEXTS_PER_SECOND = 500;

    private static final int DEAD_LETTERS_PER_SECOND = 100;
    private static final int ROWS_HELD = 500;
    private static final int DEAD_LETTERS_HELD = 200;
    private static final int SECONDS_HELD = 120;

    private final List<PageTask> tasks;
    private final EnrichedTextReader textReader;
    private final DeadLetterReader deadLetterReader = new DeadLetterReader();
    private final Allowance textAllowance;
    private final Allowance deadLetterAllowance;
    private final Ring<Row> rows = new Ring<>(ROWS_HELD);
    private final Ring<DeadLetterRow> deadLetterRows = new Ring<>(DEAD_LETTERS_HELD);
    private final Ring<Moment> moments = new Ring<>(SECONDS_HELD);
    private final ModelsSeen models = new ModelsSeen();
    private final Tally tally;
    private volatile long unreadable;
    private volatile Textless textless = Textless.NONE;
    private volatile Moment known = Moment.UNKNOWN;
    private volatile String trouble = "";

    /**
     * @param tasks whose fields are read, and which see each text of the sample
     */
    public Feed(List<PageTask> tasks) {
        this(tasks, System::nanoTime);
    }

    Feed(List<PageTask> tasks, LongSupplier nanos) {
        this.tasks = List.copyOf(tasks);
        textReader = new EnrichedTextReader(this.tasks);
        tally = new Tally(nanos);
        textAllowance = new Allowance(TEXTS_PER_SECOND, nanos);
        deadLetterAllowance = new Allowance(DEAD_LETTERS_PER_SECOND, nanos);
    }

    /** Enriched texts that have come: all are counted, an even sample is read. */
    void texts(List<ConsumerRecord<byte[], byte[]>> records, long now) {
        tally.texts(records.size());
        int taken = textAllowance.take(records.size());
        for (int i = 0; i < records.size(); i++) {
            if (Allowance.isEvenly(i, taken, records.size())) {
                text(records.get(i), now);
            }
        }
    }

    /** Dead letters that have come: all are counted, an even sample is read. */
    void deadLetters(List<ConsumerRecord<byte[], byte[]>> records, long now) {
        tally.deadLetters(records.size());
        int taken = deadLetterAllowance.take(records.size());
        for (int i = 0; i < records.size(); i++) {
            if (Allowance.isEvenly(i, taken, records.size())) {
                deadLetter(records.get(i), now);
            }
        }
    }

    void latency(long millis) {
        tally.latency(millis);
    }

    void backlog(long millis) {
        tally.backlog(millis);
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
    private void text(ConsumerRecord<byte[], byte[]> record, long now) {
        try {
            SeenText seen = textReader.read(value(record));
            if (seen.text().isEmpty()) {
                withoutText(record.value());
            }
            tasks.forEach(task -> task.saw(seen));
            rows.add(Row.of(seen, record, now));
            models.saw(seen.model(), now);
        } catch (MalformedRecordException e) {
            unreadable++;
        }
    }

    /** A text may be empty; that of a record which says nothing of it is missing. */
    private void withoutText(byte[] value) throws MalformedRecordException {
        if (JsonValue.isJson(value) && JsonValue.lacks(value, "text")) {
            textless = textless.and(JsonValue.fields(value));
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
    private void deadLetter(ConsumerRecord<byte[], byte[]> record, long now) {
        try {
            deadLetterRows.add(DeadLetterRow.of(deadLetterReader.read(value(record)), now));
        } catch (MalformedRecordException e) {
            unreadable++;
        }
    }

    private static byte[] value(ConsumerRecord<byte[], byte[]> record)
            throws MalformedRecordException {
        if (record.value() == null) {
            throw new MalformedRecordException("the record has no value");
        }
        return record.value();
    }

    /** Ends a second. */
    public void tick(long now, EngineView.Second engine) {
        Moment moment = tally.moment(now, engine);
        known = moment.orElse(known);
        moments.add(moment);
    }

    /** What keeps records from coming, as a sentence for people; empty if nothing does. */
    void trouble(String sentence) {
        trouble = sentence;
    }

    public String trouble() {
        return trouble;
    }

    public long texts() {
        return tally.texts();
    }

    public long deadLetters() {
        return tally.deadLetters();
    }

    /** Records of the sample that were not what the job writes. */
    public long unreadable() {
        return unreadable;
    }

    /** Those of the sample without a text. */
    public Textless textless() {
        return textless;
    }

    /** What was last known of how long records and batches take, however long ago. */
    public Moment known() {
        return known;
    }

    public Ring<Row> rows() {
        return rows;
    }

    public Ring<DeadLetterRow> deadLetterRows() {
        return deadLetterRows;
    }

    public Ring<Moment> moments() {
        return moments;
    }

    public ModelsSeen models() {
        return models;
    }
}
