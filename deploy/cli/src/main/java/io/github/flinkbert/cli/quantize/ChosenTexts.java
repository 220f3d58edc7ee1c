package io.github.flinkbert.cli.quantize;

import io.github.flinkbert.cli.terminal.UserException;
import io.github.flinkbert.quantization.CalibrationTexts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Texts on which ranges are found, and others on which the outcome is measured.
 *
 * @param described what the first are, for the card
 */
record ChosenTexts(CalibrationTexts calibrating, List<String> heldOut, String described) {

    /** One in so many of the user's texts does not calibrate. */
    private static final int KEPT_BACK = 10;

    /** More would take long and change little. */
    private static final int MOST = 500;

    static ChosenTexts of(Optional<Path> file) {
        if (file.isEmpty()) {
            CalibrationTexts shipped = CalibrationTexts.shipped();
            return new ChosenTexts(
                    shipped,
                    CalibrationTexts.forEvaluation(),
                    "%d texts that ship, in 13 languages".formatted(shipped.count()));
        }
        List<String> lines;
        try {
            lines =
                    Files.readString(file.get(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> !line.isBlank())
                            .toList();
        } catch (IOException e) {
            throw new UserException(
                    "--texts %s cannot be read: %s".formatted(file.get(), e.getMessage()), e);
        }
        if (lines.size() < 2 * KEPT_BACK) {
            throw new UserException(
                    "--texts %s has %d texts, expected at least %d"
                            .formatted(file.get(), lines.size(), 2 * KEPT_BACK));
        }
        List<String> calibrating = new ArrayList<>();
        List<String> heldOut = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            (i % KEPT_BACK == 0 ? heldOut : calibrating).add(lines.get(i));
        }
        List<String> first = calibrating.subList(0, Math.min(MOST, calibrating.size()));
        return new ChosenTexts(
                CalibrationTexts.of(String.join("\n", first)),
                heldOut.subList(0, Math.min(MOST, heldOut.size())),
                "%d texts of %s".formatted(first.size(), file.get().getFileName()));
    }
}
