package io.github.flinkbert.flink.task.redaction;

import static io.github.flinkbert.flink.option.Option.withDefault;
import static io.github.flinkbert.flink.option.OptionTypes.choice;

import io.github.flinkbert.flink.option.Option;
import io.github.flinkbert.flink.option.Settings;
import java.io.Serializable;
import java.util.List;
import org.apache.flink.annotation.Internal;

/**
 * Whether the records that the job writes hold the text as it came in, and what the offsets of
 * other tasks count from.
 *
 * @param place of the redacted text
 * @param offsets of other tasks, where it stands in the text's place
 */
@Internal
public record RedactedOutput(Place place, Offsets offsets) implements Serializable {

    /** The redacted text beside the text. */
    public static final RedactedOutput BESIDE = new RedactedOutput(Place.FIELD, Offsets.MOVED);

    private static final Option<Place> INTO =
            withDefault(
                    "redact-into",
                    choice(Place.class),
                    "field",
                    "Where the redacted text goes: field, beside the text, which stays; or text, in"
                            + " its place, so that no record holds the text as it came in.");

    private static final Option<Offsets> OFFSETS =
            withDefault(
                    "redact-offsets",
                    choice(Offsets.class),
                    "moved",
                    "With redact-into=text: whether the offsets of entities, answers and chunks are"
                            + " moved, to those of the redacted text, or original.");

    static final List<Option<?>> OPTIONS = List.of(INTO, OFFSETS);

    /** Where the redacted text goes. */
    @Internal
    public enum Place {
        FIELD,
        TEXT
    }

    /** What the offsets of other tasks count from. */
    @Internal
    public enum Offsets {
        MOVED,
        ORIGINAL
    }

    static void check(Settings settings) {
        settings.require(
                !settings.isGiven(OFFSETS)
                        || settings.find(INTO).stream().allMatch(Place.TEXT::equals),
                "redact-offsets is for redact-into=text: beside the text offsets are its own");
    }

    /** As checked options say it. */
    public static RedactedOutput from(Settings settings) {
        return new RedactedOutput(settings.get(INTO), settings.get(OFFSETS));
    }

    /** Whether options that may be at fault ask for the redacted text in the text's place. */
    public static boolean isInPlaceOfText(Settings settings) {
        return settings.find(INTO).filter(Place.TEXT::equals).isPresent();
    }

    /** Whether the text as it came in may be written. */
    public boolean keepsText() {
        return place == Place.FIELD;
    }
}
