package io.github.flinkbert.console.page;

import io.github.flinkbert.console.stream.DeadLetterRow;
import io.github.flinkbert.console.stream.Feed;
import io.github.flinkbert.console.stream.ModelsSeen;
import io.github.flinkbert.console.stream.Moment;
import io.github.flinkbert.console.stream.Row;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How far one browser has read. Used by one thread. */
final class Cursor {

    /** Of what is held, so many at once: at first, and a tick. */
    private static final int ROWS_AT_FIRST = 300;

    private static final int ROWS_A_TICK = 12;
    private static final int ALL = Integer.MAX_VALUE;
    private static final Pattern ID =
            Pattern.compile("([0-9a-f]+)\\.(\\d{1,18})\\.(\\d{1,18})\\.(\\d{1,18})");

    private final Feed feed;
    private final Tick.Hello hello;
    private long rows;
    private long deadLetters;
    private long moments;
    private List<ModelsSeen.Version> models = List.of();
    private boolean greeted;

    private Cursor(Feed feed, Tick.Hello hello) {
        this.feed = feed;
        this.hello = hello;
    }

    /**
     * @param lastId what a browser that comes back read last; null for a new one
     */
    static Cursor of(@Nullable String lastId, Feed feed, Tick.Hello hello) {
        Cursor cursor = new Cursor(feed, hello);
        Matcher id = ID.matcher(lastId == null ? "" : lastId);
        if (id.matches() && id.group(1).equals(hello.run())) {
            cursor.rows = Long.parseLong(id.group(2));
            cursor.deadLetters = Long.parseLong(id.group(3));
            cursor.moments = Long.parseLong(id.group(4));
        }
        return cursor;
    }

    /** Where to go on after what {@link #next} gave last. */
    String id() {
        return "%s.%d.%d.%d".formatted(hello.run(), rows, deadLetters, moments);
    }

    Tick next() {
        int most = greeted ? ROWS_A_TICK : ROWS_AT_FIRST;
        // First how far there is to read, then what: a row that comes in between comes twice
        // rather than never, and the page knows it by its place.
        long lastRow = feed.rows().last();
        List<Row> newRows = feed.rows().after(rows, most);
        long lastDeadLetter = feed.deadLetterRows().last();
        List<DeadLetterRow> newDeadLetters = feed.deadLetterRows().after(deadLetters, most);
        long lastMoment = feed.moments().last();
        List<Moment> newMoments = feed.moments().after(moments, ALL);
        List<ModelsSeen.Version> newModels = feed.models().all();
        Tick tick =
                new Tick(
                        feed.texts(),
                        feed.deadLetters(),
                        feed.unreadable(),
                        feed.textless(),
                        feed.trouble(),
                        newRows,
                        newDeadLetters,
                        newMoments,
                        greeted ? null : feed.known(),
                        newModels.equals(models) ? null : newModels,
                        greeted ? null : hello);
        rows = lastRow;
        deadLetters = lastDeadLetter;
        moments = lastMoment;
        models = newModels;
        greeted = true;
        return tick;
    }
}
